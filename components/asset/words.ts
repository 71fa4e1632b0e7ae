import { pageHref } from "#components/feed/urls.ts";
import type { Asset, AssetName, ReplicaState } from "#lib/model/asset.ts";
import { visible } from "#lib/model/visible.ts";

export function assetLabel(name: AssetName): string {
  return visible(name.consumer ?? name.stream);
}

/** What it is and where it belongs: "consumer of ORDERS". */
export function kindText(name: AssetName): string {
  return name.consumer === null ? "stream" : `consumer of ${visible(name.stream)}`;
}

/** "APP", "APP in domain edge". */
export function accountText(name: AssetName): string {
  const account = visible(name.account);
  return name.domain === null ? account : `${account} in ${visible(name.domain)}`;
}

/**
 * "needs level 4"; for a feature that came without a level the release: "needs 2.14.0"; null where it needs neither.
 */
export function needText({ requiredLevel, reason }: Pick<Asset, "requiredLevel" | "reason">): string | null {
  if (requiredLevel === 0 && reason?.release === undefined) return null;
  if (reason?.release !== undefined && reason.kind !== "api-level") return `needs ${reason.release}`;
  return requiredLevel === null ? "level not known" : `needs level ${requiredLevel}`;
}

export const REPLICA_WORDS = {
  leader: "leads",
  current: "current",
  "catching-up": "catching up",
  offline: "offline",
  silent: "silent",
  missing: "missing",
  unknown: "not known",
} as const satisfies Record<ReplicaState, string>;

/** Servers that should run it: "n3", "n1, n2, n3"; "not known" where no server said so. */
export function placementText(asset: Pick<Asset, "replicas" | "cluster">): string {
  const servers = asset.replicas.map(({ server }) => server).join(", ");
  return visible(servers || (asset.cluster ?? "not known"));
}

/**
 * The page of an asset. Its id is already escaped: each part is one segment of the path. One of dots alone, as an account
 * may be called, would lead elsewhere, escaped once too: it is escaped twice.
 */
export function assetHref(context: string, id: string): string {
  return pageHref(context, `/assets/${id.replace(/(^|\/)\.\.?(?=\/|$)/g, (dots) => dots.replaceAll(".", TWICE))}`);
}

const TWICE = "%252E";

/** The id that the segments of such a path name. */
export function assetIdAt(segments: string[]): string {
  return segments.map((it) => (/^(%252E){1,2}$/.test(it) ? it.replaceAll(TWICE, ".") : it)).join("/");
}

/** The query of all assets that findings are made of. */
export const TROUBLED = "state=offline,unavailable,degraded";
