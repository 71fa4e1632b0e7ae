import type { Asset, Replica } from "#lib/model/asset.ts";
import type { Reason } from "#lib/model/reason.ts";

/**
 * Every asset with all that is said of it, one line each, by name: `online`, or
 * `offline, reported api-level: unsupported - … | n3 offline`. A replica's cause is named where it is not the asset's.
 */
export interface Picture {
  [name: string]: string;
}

export function pictureOf(assets: Iterable<Asset>): Picture {
  const lines = [...assets].map((asset): [string, string] => [nameOf(asset), lineOf(asset)]);
  return Object.fromEntries(lines.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** `APP/stream/consumer`, with the domain before it where there is one: `leaf:APP/stream`. */
export function nameOf({ domain, account, stream, consumer }: Omit<Asset, "kind">): string {
  const parts = [account, stream, consumer].filter((part) => part !== null);
  return (domain === null ? "" : `${domain}:`) + parts.join("/");
}

function lineOf({ state, reason, replicas }: Asset): string {
  const troubled = replicas.filter((replica) => replica.state !== "leader" && replica.state !== "current");
  const parts = troubled.map((replica) => replicaOf(replica, reason)).sort();
  return [[state, reason && wordsOf(reason)].filter((part) => part !== null).join(", "), ...parts].join(" | ");
}

function replicaOf({ server, state, reason }: Replica, cause: Reason | null): string {
  const words = reason && wordsOf(reason);
  const isSameCause = words === null || (cause && words === wordsOf(cause));
  return isSameCause ? `${server} ${state}` : `${server} ${state} (${words})`;
}

function wordsOf({ kind, raw, inferred }: Reason): string {
  return `${inferred ? "inferred" : "reported"} ${kind}${raw === null ? "" : `: ${raw}`}`;
}
