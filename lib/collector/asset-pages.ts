import { ASSET_STATES, type Asset } from "../model/asset.ts";
import type { AssetPage, AssetQuery, AssetSort } from "../model/store.ts";

type Key = string | number;

interface Sorted {
  key: Key;
  asset: Asset;
}

/** What a sort compares; null counts as least. */
const KEYS = {
  state: (asset) => ASSET_STATES.indexOf(asset.state),
  name: ({ stream, consumer }) => consumer ?? stream,
  account: ({ account }) => account,
  level: ({ requiredLevel }) => requiredLevel ?? -1,
  leader: ({ leader }) => leader ?? "",
  reason: ({ reason }) => reason?.kind ?? "",
  since: ({ since }) => since ?? 0,
} as const satisfies Record<AssetSort, (asset: Asset) => Key>;

/** One page of the assets that a query matches: worst state first, then by id, where it asks for no other order. */
export function pageOf(assets: ReadonlyMap<string, Asset>, query: AssetQuery): AssetPage {
  const matching = sortedMatches(assets, query);
  // The cursor is the sort key of the last asset of a page, so that a page stays right while assets come and go.
  const start = query.cursor === undefined ? 0 : firstAfter(matching, query.cursor, query);
  const page = matching.slice(start, start + query.limit);
  const last = page.at(-1);
  const hasMore = start + query.limit < matching.length;
  return {
    assets: page.map(({ asset }) => asset),
    total: matching.length,
    nextCursor: hasMore && last ? `${encodeURIComponent(last.key)} ${last.asset.id}` : null,
  };
}

/** Orders kept for one set of assets: the pages of a long table come one after the other. */
const MOST_ORDERS = 8;
const orders = new WeakMap<ReadonlyMap<string, Asset>, Map<string, Sorted[]>>();

function sortedMatches(assets: ReadonlyMap<string, Asset>, query: AssetQuery): Sorted[] {
  const { cursor: _, limit: __, ...selection } = query;
  const name = JSON.stringify(selection);
  const known = orders.get(assets) ?? new Map<string, Sorted[]>();
  orders.set(assets, known);
  const before = known.get(name);
  if (before) return before;
  const keyOf = KEYS[query.sort ?? "state"];
  const sorted = [...assets.values()]
    .filter((asset) => matches(asset, query))
    .map((asset): Sorted => ({ key: keyOf(asset), asset }))
    .sort((a, b) => compare(a, b.key, b.asset.id, query));
  known.set(name, sorted);
  if (known.size > MOST_ORDERS) known.delete(known.keys().next().value ?? "");
  return sorted;
}

function matches(asset: Asset, query: AssetQuery): boolean {
  const { kind, states, account, stream, reason, requiredLevel, text } = query;
  return (
    (kind === undefined || asset.kind === kind) &&
    (states === undefined || states.includes(asset.state)) &&
    (account === undefined || asset.account === account) &&
    (stream === undefined || asset.stream === stream) &&
    (reason === undefined || asset.reason?.kind === reason) &&
    (requiredLevel === undefined || asset.requiredLevel === requiredLevel) &&
    (text === undefined || contains(asset, text.toLowerCase()))
  );
}

function contains({ account, stream, consumer }: Asset, text: string): boolean {
  return [account, stream, consumer].some((part) => part?.toLowerCase().includes(text));
}

function compare({ key, asset }: Sorted, otherKey: Key, otherId: string, { isDescending }: AssetQuery): number {
  const byKey = order(key, otherKey);
  return (isDescending ? -byKey : byKey) || order(asset.id, otherId);
}

function order(a: Key, b: Key): number {
  return a < b ? -1 : Number(a > b);
}

/** Index of the first asset after a cursor, by halving. */
function firstAfter(sorted: Sorted[], cursor: string, query: AssetQuery): number {
  const [keyText = ""] = cursor.split(" ", 1);
  const id = cursor.slice(keyText.length + 1);
  const isNumber = typeof sorted[0]?.key === "number";
  const key = isNumber ? Number(keyText) : decoded(keyText);
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const entry = sorted[middle];
    if (entry && compare(entry, key, id, query) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A cursor comes from outside: one that is not ours is taken as it is. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
