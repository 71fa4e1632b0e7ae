import { ASSET_STATES, type Asset } from "../model/asset.ts";
import type { AssetPage, AssetQuery } from "../model/store.ts";

/** One page of the assets that a query matches: worst state first, then by id. */
export function pageOf(assets: ReadonlyMap<string, Asset>, query: AssetQuery): AssetPage {
  const matching = [...assets.values()].filter((asset) => matches(asset, query)).sort(byStateThenId);
  // The cursor is the sort key of the last asset of a page, so that a page stays right while assets come and go.
  const start = query.cursor === undefined ? 0 : matching.findIndex((asset) => isAfter(asset, query.cursor ?? ""));
  const page = start < 0 ? [] : matching.slice(start, start + query.limit);
  const last = page.at(-1);
  const hasMore = start >= 0 && start + query.limit < matching.length;
  return { assets: page, total: matching.length, nextCursor: hasMore && last ? cursorOf(last) : null };
}

function matches(asset: Asset, { kind, states, account, reason, requiredLevel, text }: AssetQuery): boolean {
  return (
    (kind === undefined || asset.kind === kind) &&
    (states === undefined || states.includes(asset.state)) &&
    (account === undefined || asset.account === account) &&
    (reason === undefined || asset.reason?.kind === reason) &&
    (requiredLevel === undefined || asset.requiredLevel === requiredLevel) &&
    (text === undefined || contains(asset, text.toLowerCase()))
  );
}

function contains({ account, stream, consumer }: Asset, text: string): boolean {
  return [account, stream, consumer].some((part) => part?.toLowerCase().includes(text));
}

function rank(asset: Asset): number {
  return ASSET_STATES.indexOf(asset.state);
}

function byStateThenId(a: Asset, b: Asset): number {
  return rank(a) - rank(b) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

function cursorOf(asset: Asset): string {
  return `${rank(asset)}.${asset.id}`;
}

function isAfter(asset: Asset, cursor: string): boolean {
  const [rankText = "0"] = cursor.split(".", 1);
  const id = cursor.slice(rankText.length + 1);
  const order = rank(asset) - Number(rankText);
  return order > 0 || (order === 0 && asset.id > id);
}
