import type { Asset, AssetDetail } from "../model/asset.ts";
import type { AssetPage, Published } from "../model/store.ts";
import { isoTime } from "./iso-time.ts";

/** `GET …/assets`: one page. `nextCursor` is null on the last. */
export function assetPageJson({ revision, observedAt }: Published, page: AssetPage) {
  return {
    revision,
    observedAt: isoTime(observedAt),
    total: page.total,
    accounts: page.accounts,
    assets: page.assets.map(assetJson),
    nextCursor: page.nextCursor,
  };
}

/** `GET …/asset?id=`: one asset with all that is known of it. */
export function assetDetailJson({ revision, observedAt }: Published, asset: AssetDetail) {
  return {
    revision,
    observedAt: isoTime(observedAt),
    asset: {
      ...asset,
      since: isoTime(asset.since),
      configAt: isoTime(asset.configAt),
      createdAt: isoTime(asset.createdAt),
      history: asset.history.map((entry) => ({ ...entry, at: isoTime(entry.at) })),
    },
  };
}

export function assetJson(asset: Asset) {
  return { ...asset, since: isoTime(asset.since) };
}
