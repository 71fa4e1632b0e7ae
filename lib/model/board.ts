import type { Asset, AssetKind, AssetState } from "./asset.ts";
import type { Finding } from "./finding.ts";
import type { Fault } from "./probe.ts";
import type { ReasonKind } from "./reason.ts";

export type Status = "ok" | "warning" | "critical" | "unknown";

/** A server as the board shows it. */
export interface Server {
  id: string;
  name: string;
  cluster: string | null;
  domain: string | null;
  version: string;
  /** Null without JetStream or while not known. */
  apiLevel: number | null;
  /** False where a JetStream server is too old to report a level: `apiLevel` is then 0. */
  levelReported: boolean;
  jetstream: boolean;
  metaLeader: boolean;
  state: "answering" | "silent";
  /** ms since the epoch; null while it answers: then it is the board's `observedAt`. */
  lastSeenAt: number | null;
  health: { state: "ok" | "unhealthy" | "unknown"; text: string | null };
  /** Process start, server's clock, ms since the epoch. */
  startedAt: number | null;
  tags: string[];
}

/** How much of the system this view covers. */
export interface Coverage {
  servers: { expected: number; answered: number };
  accounts: { total: number; observed: number };
  /** Names of the accounts that are not observed, bounded, with why. */
  unobserved: { account: string; domain: string | null; why: string }[];
}

/** What asking costs the watched system a second, of all wires of a context together, rounded. */
export interface Cost {
  requests: number;
  /** Of replies, as they came over the wire. */
  bytes: number;
}

/** The link to the watched system. */
export interface Connection {
  state: "connecting" | "connected" | "disconnected";
  /** URL without credentials. */
  url: string;
  /** Name of the connected server. */
  server: string | null;
  /** What is wrong and the remedy, where something is. */
  problem: { fault: Fault; message: string; remedy: string } | null;
  /** ms since the epoch. */
  since: number;
}

export interface Counts {
  assets: { [kind in AssetKind]: { [state in AssetState]: number } };
  /** Down assets (offline or unavailable) by reason kind. */
  reasons: { [kind in ReasonKind]?: number };
  /** Down assets by the API level that they need, where known. */
  requiredLevels: { [level: string]: number };
  /** Servers by API level: "5", "0", or "none" (no JetStream), "?" (not known). */
  levels: { [level: string]: number };
  /** Servers by version. */
  versions: { [version: string]: number };
}

/**
 * What a wall screen shows of one context: everything but the assets that are well.
 * Collections are keyed, so that a delta costs only what changed. Times of polls are not part of it: they travel beside it.
 */
export interface Board {
  head: {
    context: string;
    source: { kind: "live" } | { kind: "recording"; title: string; recordedAt: number };
    status: Status;
    /** When watching began, ms since the epoch. */
    startedAt: number;
    /** How often the servers are asked, ms. */
    pollInterval: number;
    connection: Connection;
    coverage: Coverage;
    /** Of the last minute; absent in the first one. */
    cost?: Cost;
    counts: Counts;
    /** Assets that are not online, all of them; `assets` holds the worst of these, bounded. */
    troubled: number;
  };
  servers: { [id: string]: Server };
  findings: { [key: string]: Finding };
  assets: { [id: string]: Asset };
}

/** One point of the charts: what it says holds until the next. */
export interface HistoryPoint {
  /** ms since the epoch. */
  at: number;
  /** Empty where the state of the system was not known. */
  levels: Counts["levels"];
  reasons: Counts["reasons"];
}

/** Whether nobody could look then: a system that was observed had a server that answered. */
export function isUnseen({ levels }: HistoryPoint): boolean {
  return Object.keys(levels).length === 0;
}

/** Something that changed, for the timeline. */
export interface TimelineEvent {
  at: number;
  kind: "server" | "level" | "version" | "restart" | "leader" | "asset" | "finding" | "view";
  /** Names of what it is about. */
  subject: string;
  text: string;
  severity: "critical" | "warning" | "info" | "ok";
}

/** True once the servers of a system have been observed: before that, what its board lacks is merely not known yet. */
export function wasObserved(board: Board): boolean {
  return Object.keys(board.servers).length > 0;
}
