import TinyQueue from "tinyqueue";
import { ASSET_STATES, type Asset } from "../model/asset.ts";
import { type Place, readCursor, writeCursor } from "../model/asset-cursor.ts";
import { type AccountCase, type Cases, casesIn } from "../model/cases.ts";
import { matchRank } from "../model/match-rank.ts";
import type { AssetPage, AssetQuery, AssetSort } from "../model/store.ts";
import type { Work } from "../model/work.ts";

type Key = Place["key"];

/** Accounts that a page names. */
const MOST_ACCOUNTS = 50;

/** What a sort compares; null counts as least. */
const KEYS = {
  state: (asset) => ASSET_STATES.indexOf(asset.state),
  name: ({ stream, consumer }) => consumer ?? stream,
  account: ({ account }) => account,
  level: ({ requiredLevel }) => requiredLevel ?? -1,
  leader: ({ leader }) => leader ?? "",
  reason: ({ reason }) => reason?.kind ?? "",
  since: ({ since }) => since ?? 0,
  match: ({ stream, consumer }, text) => 2 * matchRank(consumer ?? stream, text) + (consumer === null ? 0 : 1),
} as const satisfies Record<AssetSort, (asset: Asset, text: string) => Key>;

/** An order of assets: by a key of theirs, then by their ids. */
interface Order {
  placeOf(asset: Asset): Place;
  compare(a: Place, b: Place): number;
}

/** One page of the assets that a query matches: worst state first, then by id, unless it asks for a different order. */
export function* pageOf(cases: Cases, query: AssetQuery): Work<AssetPage> {
  const order = orderOf(query);
  const runs = yield* runsOf(cases, query, order);
  // The cursor is the position of a page's last asset, so that the next page stays right while assets come and go.
  const after = query.cursor === undefined ? null : readCursor(query.cursor, query);
  const starts = runs.map((run) => ({ run, at: after ? firstAfter(run, after, order) : 0 }));
  const left = starts.reduce((sum, { run, at }) => sum + run.length - at, 0);
  const assets = merged(starts, query.limit, order);
  const last = assets.at(-1);
  const place = last && left > assets.length ? order.placeOf(last) : null;
  return {
    assets,
    total: runs.reduce((sum, run) => sum + run.length, 0),
    accounts: accountsOf(runs, query),
    nextCursor: place && writeCursor(query, place),
  };
}

function orderOf({ sort = "state", isDescending = false, text = "" }: AssetQuery): Order {
  const keyOf: (asset: Asset, text: string) => Key = KEYS[sort];
  const sign = isDescending ? -1 : 1;
  return {
    placeOf: (asset) => ({ key: keyOf(asset, text), id: asset.id }),
    compare: (a, b) => sign * compared(a.key, b.key) || compared(a.id, b.id),
  };
}

/** Of the accounts of these runs, those that a text names themselves: among the assets of a page there may be none of theirs. */
function accountsOf(runs: Run[], { text }: AssetQuery): string[] {
  if (text === undefined) return [];
  const names = new Set(runs.flatMap(([first]) => first?.account ?? []));
  const ranked = [...names].map((name) => ({ name, rank: matchRank(name, text) })).filter(({ rank }) => rank < 3);
  const best = ranked.sort((a, b) => a.rank - b.rank || compared(a.name, b.name));
  return best.slice(0, MOST_ACCOUNTS).map(({ name }) => name);
}

function compared(a: Key, b: Key): number {
  return a < b ? -1 : Number(a > b);
}

/** Assets of one account that match, in order. */
type Run = Asset[];

/** Assets sorted without a pause. */
const LONGEST_RUN = 2_000;
/** Selections whose runs are kept. */
const MOST_SELECTIONS = 8;
const known = new Map<string, WeakMap<AccountCase, Run[]>>();

/** All that matches, in runs. Those of an account are kept while it does not change, whatever happens in others. */
function* runsOf(cases: Cases, query: AssetQuery, order: Order): Work<Run[]> {
  const kept = keptRuns(query);
  const runs: Run[] = [];
  for (const account of cases.accounts.values()) {
    let own = kept.get(account);
    if (!own) {
      own = yield* sortedRuns(account, query, order);
      kept.set(account, own);
      yield;
    }
    runs.push(...own);
  }
  return runs;
}

function keptRuns({ cursor: _, limit: __, ...selection }: AssetQuery): WeakMap<AccountCase, Run[]> {
  const name = JSON.stringify(selection);
  const runs = known.get(name) ?? new WeakMap();
  // The most recently used is the last to go.
  known.delete(name);
  known.set(name, runs);
  if (known.size > MOST_SELECTIONS) known.delete(known.keys().next().value ?? "");
  return runs;
}

function* sortedRuns(account: AccountCase, query: AssetQuery, { placeOf, compare }: Order): Work<Run[]> {
  const matching = casesIn(account).flatMap(({ asset }) => (matches(asset, query) ? [asset] : []));
  const runs: Run[] = [];
  for (let start = 0; start < matching.length; start += LONGEST_RUN) {
    if (start > 0) yield;
    const placed = matching.slice(start, start + LONGEST_RUN).map((asset) => ({ asset, ...placeOf(asset) }));
    runs.push(placed.sort(compare).map(({ asset }) => asset));
  }
  return runs;
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

/** Index of the first asset after a place, by halving. */
function firstAfter(run: Run, place: Place, { placeOf, compare }: Order): number {
  let low = 0;
  let high = run.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const asset = run[middle];
    if (asset && compare(placeOf(asset), place) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The first assets of several runs merged, each run from its own start. */
function merged(starts: { run: Run; at: number }[], limit: number, { placeOf, compare }: Order): Asset[] {
  const heads = starts.flatMap(({ run, at }) => headOf(run, at));
  const queue = new TinyQueue(heads, compare);
  const assets: Asset[] = [];
  for (let head = queue.pop(); head && assets.length < limit; head = queue.pop()) {
    assets.push(head.asset);
    for (const next of headOf(head.run, head.at + 1)) queue.push(next);
  }
  return assets;

  function headOf(run: Run, at: number) {
    const asset = run[at];
    return asset ? [{ run, at, asset, ...placeOf(asset) }] : [];
  }
}
