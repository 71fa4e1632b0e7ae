import type { JsonObject } from "./json.ts";
import type { Reason } from "./reason.ts";
import type { Required } from "./required.ts";

export const ASSET_STATES = ["offline", "unavailable", "degraded", "settling", "unobserved", "online"] as const;

/**
 * - `offline`: the servers say so.
 * - `unavailable`: nothing serves it, though no server refuses it.
 * - `degraded`: a leader serves, some replica does not, or the leader can store nothing more; or a consumer's leader does,
 *   and nobody its stream.
 * - `settling`: down or degraded in a way that the servers themselves call transient; bounded in time.
 * - `unobserved`: no access, or no answer. Never shown as well.
 */
export type AssetState = (typeof ASSET_STATES)[number];

/** In these each asset belongs to a finding (`asset-rules.ts`). */
export const FOUND_STATES: AssetState[] = ["offline", "unavailable", "degraded"];

/** Orders times in ms, null as the oldest, newest first, by minutes: what began within one mostly has one cause. */
export function byMinute(a: number | null, b: number | null): number {
  return Math.floor((b ?? 0) / 60_000) - Math.floor((a ?? 0) / 60_000);
}

export type AssetKind = "stream" | "consumer";

export interface AssetName {
  domain: string | null;
  account: string;
  stream: string;
  /** Null for a stream. */
  consumer: string | null;
}

/** What a replica of an asset does on one server. */
export const REPLICA_STATES = ["leader", "current", "catching-up", "offline", "silent", "missing", "unknown"] as const;
export type ReplicaState = (typeof REPLICA_STATES)[number];

export interface Replica {
  /** Server name. */
  server: string;
  /** Null where the name is not of a known server. */
  serverId: string | null;
  state: ReplicaState;
  /** Why it is not current. */
  reason: Reason | null;
}

export interface Asset extends AssetName {
  /** `assetId` of its name. */
  id: string;
  kind: AssetKind;
  cluster: string | null;
  state: AssetState;
  /** Null where no config was seen. */
  requiredLevel: number | null;
  leader: string | null;
  replicas: Replica[];
  reason: Reason | null;
  /** When the present state was first seen, ms since the epoch; null where it was so when watching began. */
  since: number | null;
}

/** An asset with all that is known of it, for its own page. */
export interface AssetDetail extends Asset {
  /** As last reported; null where never seen. */
  config: JsonObject | null;
  /** When `config` was reported, ms since the epoch. */
  configAt: number | null;
  createdAt: number | null;
  messages: string | null;
  bytes: string | null;
  /** Subjects that a stream holds, or a consumer is limited to, by the last known config; empty where it names none. */
  subjects: string[];
  /** By its noted level and its fields; null where neither is known. */
  needs: Required | null;
  /** Servers that could run it by its level and fields, names. */
  runnableOn: string[];
  /** The other servers that run JetStream, with why they could not. */
  notRunnableOn: { server: string; why: string }[];
  /** Keys of the findings that it belongs to. */
  findings: string[];
  history: { at: number; state: AssetState; reason: string | null }[];
}

/** A key that is unique in a context: parts joined by `/`, each escaped, `-` for no domain. */
export function assetId(name: AssetName): string {
  const parts = [name.domain ?? "-", name.account, name.stream];
  if (name.consumer !== null) parts.push(name.consumer);
  return parts.map(encodeURIComponent).join("/");
}

/** The stream's id of a stream or consumer. */
export function streamIdOf(name: AssetName): string {
  return assetId({ ...name, consumer: null });
}

/** An asset as people call it: its account, stream and consumer. */
export function pathOf({ account, stream, consumer }: AssetName): string {
  return (consumer === null ? [account, stream] : [account, stream, consumer]).join(" › ");
}

/** The name that an id stands for; null for what is none, as ids come from outside too. */
export function assetNameOf(id: string): AssetName | null {
  try {
    const [domain, account, stream, consumer = null, ...more] = id.split("/").map(decodeURIComponent);
    if (domain === undefined || account === undefined || stream === undefined || more.length > 0) return null;
    return { domain: domain === "-" ? null : domain, account, stream, consumer };
  } catch {
    return null;
  }
}
