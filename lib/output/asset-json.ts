import type { Asset, AssetDetail } from "../model/asset.ts";
import type { HistoryPoint, TimelineEvent } from "../model/board.ts";
import type { Published } from "../model/store.ts";
import { isoTime } from "./iso-time.ts";

/** `GET …/assets`: one page. `nextCursor` is null on the last. */
export function assetPageJson(
  { revision, observedAt }: Published,
  page: { assets: Asset[]; total: number; nextCursor: string | null },
) {
  return {
    revision,
    observedAt: isoTime(observedAt),
    total: page.total,
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

/** `GET …/history`: the points of the charts, oldest first. A series: its `at` is ms since the epoch. */
export function historyJson({ revision, observedAt }: Published, history: HistoryPoint[]) {
  return { revision, observedAt: isoTime(observedAt), history };
}

/** `GET …/timeline`: what changed, newest first. */
export function timelineJson({ revision, observedAt }: Published, events: TimelineEvent[]) {
  return {
    revision,
    observedAt: isoTime(observedAt),
    events: events.map((event) => ({ ...event, at: isoTime(event.at) })),
  };
}

export function assetJson(asset: Asset) {
  return { ...asset, since: isoTime(asset.since) };
}
