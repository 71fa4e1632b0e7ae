import type { JsonObject } from "./json.ts";

/**
 * What servers answer, decoded: the shapes that `lib/nats` makes of VARZ, JSZ, HEALTHZ and JetStream API replies.
 * Optional knowledge is null, never a default: "0 streams" and "did not say" differ.
 */

/** The `server` block of every `$SYS` reply. Names repeat across leaf nodes and domains, ids do not. */
export interface ServerIdentity {
  id: string;
  name: string;
  version: string;
  cluster: string | null;
  domain: string | null;
  /** Whether JetStream is on. */
  jetstream: boolean;
  tags: string[];
  /** The server's clock when it answered, ms since the epoch. */
  time: number | null;
}

/** VARZ. */
export interface VarzReport {
  server: ServerIdentity;
  /** `jetstream.stats.api.level`; 0 where a JetStream server reports none (before 2.11), null without JetStream. */
  apiLevel: number | null;
  /** False where `apiLevel` is 0 because the server is too old to report one. */
  levelReported: boolean;
  /** Process start, server's clock, ms since the epoch. */
  startedAt: number | null;
  /** 2.14+: name → on or off; null where the server reports none. */
  featureFlags: { [flag: string]: boolean } | null;
}

/** A peer as a Raft leader (or, less reliably, a follower) sees it. */
export interface PeerReport {
  name: string;
  /** The server id is not in the replies; `peer` is the Raft peer id where given. */
  peer: string | null;
  current: boolean;
  offline: boolean;
  /** Since the peer was last heard, whole seconds: heartbeats come every second. */
  heardSecondsAgo: number | null;
}

/** JSZ without details. */
export interface JszReport {
  server: ServerIdentity;
  /** JetStream is off on this server. */
  disabled: boolean;
  apiLevel: number | null;
  accounts: number | null;
  streams: number | null;
  consumers: number | null;
  /** Null standalone. */
  meta: MetaReport | null;
}

/** The meta group as one server sees it. */
export interface MetaReport {
  leader: string | null;
  /** As the leader sees them: of another server none, unless it knows no leader. */
  peers: PeerReport[];
  /**
   * How far this server's log of the meta group is, as a text to compare: each asset that is created, changed or deleted
   * is an entry of it (jetstream_cluster.go: processStreamAssignment and its kin; monitor.go: metaClusterSnapshotStats).
   * Null where the server does not say, as in STATSZ before 2.14.
   */
  log: string | null;
}

/** Where a Raft group of an asset runs, as the answering server sees it. */
export interface PlacementReport {
  cluster: string | null;
  /** Server name; null where there is no leader. */
  leader: string | null;
  /** The other members; without a leader the answering server may list itself. */
  peers: PeerReport[];
}

/** A stream in JSZ or in an API reply. */
export interface StreamReport {
  account: string;
  name: string;
  /** Asset creation, server's clock, ms since the epoch. */
  createdAt: number | null;
  /** As reported; null where the reply had none. */
  config: JsonObject | null;
  /** `_nats.req.level` of the config's metadata; 0 where there is none; null where no config was asked for. */
  requiredLevel: number | null;
  /** Exact 64-bit counts stay text. */
  state: { messages: string; bytes: string; lastSequence: string; consumers: number | null } | null;
  /** Null standalone. */
  placement: PlacementReport | null;
  consumers: ConsumerReport[];
}

export interface ConsumerReport {
  name: string;
  createdAt: number | null;
  config: JsonObject | null;
  requiredLevel: number | null;
  placement: PlacementReport | null;
}

/** JSZ of one server with streams. */
export interface JszDetailReport {
  server: ServerIdentity;
  /** As people call them: in operator mode the account's name, which may repeat; a repeated one is shown as its id. */
  accounts: string[];
  /** Name → id, for accounts whose id is not their name (operator mode); requests about an account need the id. */
  accountIds?: ReadonlyMap<string, string>;
  streams: StreamReport[];
}

/** HEALTHZ of one server. */
export interface HealthReport {
  server: ServerIdentity;
  /** HTTP-like status of the reply, 200 when well. */
  statusCode: number;
  /** The server's words when it is not well. */
  error: string | null;
}

/** STREAM.INFO or CONSUMER.INFO: there, offline in the servers' words, or another API error. */
export type AssetAnswer<T> =
  | { kind: "found"; value: T }
  /** 10194/10195 with `reason`, 10118/10119 without one (null). */
  | { kind: "offline"; reason: string | null; raw: string }
  /** 10059 or 10014. */
  | { kind: "not-found" };

/** STREAM.LIST, all pages. `offline` is the meta leader's view and over-reports in a mixed cluster. */
export interface StreamListReport {
  streams: StreamReport[];
  offline: { [stream: string]: string };
}

/** `$JS.API.INFO`. */
export interface AccountInfoReport {
  domain: string | null;
}

/** PING.STATSZ: what of VARZ and JSZ every server also sends in its short report. */
export interface StatszReport extends VarzReport {
  activeServers: number | null;
  /** JetStream's assets with replicas that this server hosts. */
  haAssets: number | null;
  /** Accounts with JetStream. */
  accounts: number | null;
  /** Only the leader tells of peers; null standalone and where JetStream is off. */
  meta: MetaReport | null;
}

/**
 * HEALTHZ asked for one stream: servers with an assigned replica say 200 (or that it is not current), the others 404.
 * Server ids, of every domain; a server that says something else, or nothing, is in neither list.
 */
export interface StreamPlacementReport {
  /** When all servers were asked, or at first those that hosted it, ms since the epoch. */
  askedAt: number;
  assigned: string[];
  unassigned: string[];
  /** What members say is wrong with the stream, by server id. */
  words: ReadonlyMap<string, string>;
}
