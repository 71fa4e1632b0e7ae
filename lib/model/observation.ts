import type { Connection } from "./board.ts";
import type { Probe } from "./probe.ts";
import type {
  AssetAnswer,
  ConsumerReport,
  HealthReport,
  JszDetailReport,
  JszReport,
  ServerIdentity,
  StreamListReport,
  StreamPlacementReport,
  StreamReport,
  VarzReport,
} from "./report.ts";

/**
 * All that the last questions brought, merged by server and account, each answer with its age.
 * What could not be asked or read is in here as a fault: an absent answer never looks like an empty one.
 */
export interface Observation {
  /** ms since the epoch. */
  at: number;
  connection: Connection;
  /** Whether the servers' last round of PINGs was answered in time to speak of the present. */
  isFresh: boolean;
  /** Whether the first round is still under way, over a link not known to fail: no answer means nothing yet. */
  isAwaited: boolean;
  /** `statsz.active_servers`, less those counted twice because they were restarted; null where nobody said. */
  activeServers: number | null;
  servers: ObservedServer[];
  accounts: readonly ObservedAccount[];
  /** Replies that could not be read, with their place; bounded. */
  problems: string[];
}

export interface ObservedServer {
  identity: ServerIdentity;
  /** The release that it last ran before this one, as far as that was seen; null where it was not, or none was. */
  formerVersion: string | null;
  /** ms since the epoch, this process's clock. */
  firstSeenAt: number;
  lastSeenAt: number;
  /** Whether it answered the last round. */
  isAnswering: boolean;
  /** When it fell silent, ms since the epoch; null while it answers. */
  silentSince: number | null;
  varz: Probe<VarzReport> | null;
  jsz: Probe<JszReport> | null;
  health: Probe<HealthReport> | null;
  /** What the process last said of its health, however long ago; null where it never did. */
  lastHealth: HealthReport | null;
  /** Of the running process only: dropped when the server restarts or falls silent, or switches JetStream off. */
  detail: Probe<JszDetailReport> | null;
}

/** How the JetStream API of an account is reached. */
export type AccessKind = "user" | "import" | "system-header";

export interface ObservedAccount {
  /** `accountKey` of the two below, made once: thousands of accounts are looked up again and again. */
  key: string;
  domain: string | null;
  account: string;
  /** Null where there is no access: the account is then not observed. */
  access: AccessKind | null;
  /** STREAM.NAMES: all that is assigned, running or not. */
  names: Probe<string[]> | null;
  /** STREAM.LIST of a standalone server, of its running process; null in a cluster, where it is not asked. */
  list: Probe<StreamListReport> | null;
  streams: ReadonlyMap<string, Probe<StreamAnswers>>;
  consumerNames: ReadonlyMap<string, Probe<string[]>>;
  /** By `consumerKey`. */
  consumers: ReadonlyMap<string, Probe<ConsumerAnswers>>;
  placements: ReadonlyMap<string, Probe<StreamPlacementReport>>;
}

/**
 * All that was answered to one STREAM.INFO: the leader answers at once, members that cannot run the stream
 * answer half a second later with their reason (server/jetstream_api.go jsStreamInfoRequest).
 */
export type StreamAnswers = AssetAnswer<StreamReport>[];
export type ConsumerAnswers = AssetAnswer<ConsumerReport>[];

/** A consumer within an account. Names have no NUL. */
export function consumerKey(stream: string, consumer: string): string {
  return `${stream}\0${consumer}`;
}
