import type { Asset } from "#lib/model/asset.ts";
import {
  type AssetCase,
  accountKey,
  type Cases,
  NO_ACCOUNT,
  NO_CASES,
  type StreamCase,
  withAccounts,
  withStreams,
} from "#lib/model/cases.ts";
import type { Observation, ObservedAccount, ObservedServer } from "#lib/model/observation.ts";
import type { Probe } from "#lib/model/probe.ts";
import type { ConsumerReport, PeerReport, ServerIdentity, StreamReport } from "#lib/model/report.ts";

export const NOW = 1_800_000_000_000;

export const ok = <T>(value: T, at = NOW): Probe<T> => ({ ok: true, value, at });

export interface ServerFacts {
  version?: string;
  formerVersion?: string | null;
  level?: number;
  isAnswering?: boolean;
  jetstream?: boolean;
  /** Name of the meta leader as this server sees it; null where it sees none. */
  metaLeader?: string | null;
  /** HEALTHZ error. */
  health?: string | null;
  streams?: StreamReport[];
  metaPeers?: PeerReport[];
  isClustered?: boolean;
}

export function observedServer(name: string, facts: ServerFacts = {}): ObservedServer {
  const { version = "2.15.2", level = 5, isAnswering = true, jetstream = true, health = null, streams = [] } = facts;
  const { metaLeader = "n1", metaPeers = [], isClustered = true, formerVersion = null } = facts;
  const identity: ServerIdentity = {
    id: `ID-${name}`,
    name,
    version,
    cluster: "C1",
    domain: null,
    jetstream,
    tags: [],
    time: null,
  };
  const meta = { leader: metaLeader, peers: metaPeers, log: null };
  const lastHealth = {
    server: identity,
    statusCode: health ? 503 : 200,
    status: health ? "error" : "ok",
    error: health,
  };
  return {
    identity,
    formerVersion,
    firstSeenAt: NOW - 60_000,
    lastSeenAt: NOW,
    isAnswering,
    silentSince: isAnswering ? null : NOW - 7_000,
    varz: ok({ server: identity, apiLevel: level, levelReported: true, startedAt: null, featureFlags: null }),
    jsz: ok({
      server: identity,
      disabled: false,
      apiLevel: level,
      accounts: 1,
      streams: streams.length,
      consumers: 0,
      meta: isClustered && jetstream ? meta : null,
    }),
    health: isAnswering ? ok(lastHealth) : null,
    lastHealth,
    detail: isAnswering ? ok({ server: identity, accounts: ["APP"], streams }) : null,
  };
}

export function peer(name: string, change: Partial<PeerReport> = {}): PeerReport {
  return { name, peer: null, current: true, offline: false, heardSecondsAgo: 0, ...change };
}

export interface StreamFacts {
  leader?: string | null;
  peers?: PeerReport[];
  requiredLevel?: number;
  consumers?: ConsumerReport[];
  config?: StreamReport["config"];
}

export function streamReport(name: string, facts: StreamFacts = {}): StreamReport {
  const { leader = "n1", peers = [], requiredLevel = 0, consumers = [], config = { name } } = facts;
  const placement = { cluster: "C1", leader, peers };
  const state = { messages: "1", bytes: "10", lastSequence: "1", consumers: consumers.length };
  return {
    account: "APP",
    name,
    createdAt: null,
    config,
    requiredLevel,
    state,
    placement,
    consumers,
  };
}

export function observedAccount(change: Omit<Partial<ObservedAccount>, "key"> = {}): ObservedAccount {
  const { domain = null, account = "APP" } = change;
  return {
    key: accountKey(domain, account),
    domain,
    account,
    access: "user",
    names: null,
    list: null,
    streams: new Map(),
    consumerNames: new Map(),
    consumers: new Map(),
    placements: new Map(),
    ...change,
  };
}

export function observation(servers: ObservedServer[], accounts: ObservedAccount[], at = NOW): Observation {
  return {
    at,
    connection: { state: "connected", url: "ws://127.0.0.1", server: "n1", problem: null, since: NOW },
    isFresh: true,
    isAwaited: false,
    activeServers: servers.length,
    servers,
    accounts,
    problems: [],
  };
}

/** Cases of which only the assets are known. */
export function casesOf(assets: readonly Asset[]): Cases {
  const groups = Map.groupBy(assets, ({ domain, account }) => accountKey(domain, account));
  const accounts = [...groups].map(([key, members]) => {
    const streams = Map.groupBy(members, ({ stream }) => stream);
    const cases = [...streams].map(([name, all]) => [name, streamCase(all)] as const);
    return [key, withStreams(NO_ACCOUNT, new Map(cases))] as const;
  });
  return withAccounts(NO_CASES, new Map(accounts));
}

function streamCase(members: Asset[]): StreamCase {
  const own = members.find(({ consumer }) => consumer === null);
  if (!own) throw new Error(`no stream of ${members[0]?.id}`);
  const consumers = members.flatMap((asset) =>
    asset.consumer === null ? [] : [[asset.consumer, caseOf(asset)] as const],
  );
  return { stream: caseOf(own), consumers: new Map(consumers), hosts: [] };
}

function caseOf(asset: Asset): AssetCase {
  const unknown = { config: null, configAt: null, createdAt: null, messages: null, bytes: null };
  return { asset, isUnsure: false, troubledSince: null, hosts: [], ...unknown };
}
