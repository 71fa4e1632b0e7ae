import type { Asset, AssetDetail } from "#lib/model/asset.ts";

/** Assets as the API tells them: times are ISO 8601. */
export interface AssetJson extends Omit<Asset, "since"> {
  since: string | null;
}

export interface AssetDetailJson extends Omit<AssetDetail, "since" | "configAt" | "createdAt" | "history"> {
  since: string | null;
  configAt: string | null;
  createdAt: string | null;
  history: (Omit<AssetDetail["history"][number], "at"> & { at: string })[];
}

export function readAsset(json: AssetJson): Asset {
  return { ...json, since: timeOf(json.since) };
}

export function readDetail(json: AssetDetailJson): AssetDetail {
  return {
    ...json,
    since: timeOf(json.since),
    configAt: timeOf(json.configAt),
    createdAt: timeOf(json.createdAt),
    history: json.history.map((entry) => ({ ...entry, at: Date.parse(entry.at) })),
  };
}

function timeOf(text: string | null): number | null {
  return text === null ? null : Date.parse(text);
}
