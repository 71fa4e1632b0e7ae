import { type Asset, type AssetState, assetId } from "../../../lib/model/asset.ts";
import type { Board, Counts, Server } from "../../../lib/model/board.ts";
import type { Finding } from "../../../lib/model/finding.ts";
import type { Reason } from "../../../lib/model/reason.ts";

/** The moment of every fixture, ms since the epoch. */
export const NOW = Date.UTC(2026, 10, 22, 14, 2, 11);
export const minutes = (count: number): number => count * 60_000;

export function server(name: string, change: Partial<Server> = {}): Server {
  return {
    id: `N${name.toUpperCase()}XK3J5Q2`,
    name,
    cluster: "C1",
    domain: null,
    version: "2.15.1",
    apiLevel: 5,
    levelReported: true,
    jetstream: true,
    metaLeader: false,
    state: "answering",
    lastSeenAt: null,
    health: { state: "ok", text: null },
    startedAt: NOW - minutes(600),
    tags: [],
    ...change,
  };
}

/** One that only the meta group tells of: it was down before watching began. */
export const neverAnswered = (name: string): Server =>
  server(name, {
    id: `peer:${name}`,
    version: "",
    apiLevel: null,
    state: "silent",
    health: { state: "unknown", text: "Known from the meta group only; it never answered here." },
    startedAt: null,
  });

export const tooLow = (required: number, current: number, host: string): Reason => ({
  kind: "api-level",
  raw: `unsupported - required API level: ${required}, current API level: ${current}`,
  text: `It needs API level ${required}; its server runs level ${current}.`,
  inferred: false,
  requiredLevel: required,
  currentLevel: current,
  servers: [host],
});

export function stream(name: string, change: Partial<Asset> = {}): Asset {
  const base = { domain: null, account: "APP", stream: name, consumer: null, ...change };
  return {
    ...base,
    id: assetId(base),
    kind: base.consumer === null ? "stream" : "consumer",
    cluster: "C1",
    state: "offline",
    requiredLevel: 4,
    leader: null,
    replicas: [{ server: "n3", serverId: "NN3XK3J5Q2", state: "offline", reason: null }],
    reason: tooLow(4, 3, "n3"),
    since: NOW - minutes(12),
    ...change,
  };
}

export function finding(change: Partial<Finding> & Pick<Finding, "code" | "title">): Finding {
  return {
    key: `${change.code}:${change.title}`,
    severity: "critical",
    detail: "",
    remedy: "",
    commands: [],
    since: NOW - minutes(12),
    subjects: [],
    subjectCount: change.subjects?.length ?? 0,
    ...change,
  };
}

export function about(assets: Asset[]): Finding["subjects"] {
  return assets.map(({ id, kind, stream: name, consumer }) => ({ kind, id, label: consumer ?? name }));
}

export interface Parts {
  servers: Server[];
  findings?: Finding[];
  assets?: Asset[];
  online?: { stream: number; consumer: number };
  head?: Partial<Board["head"]>;
}

/** A board with counts that fit its parts. */
export function board({
  servers,
  findings = [],
  assets = [],
  online = { stream: 14, consumer: 22 },
  head,
}: Parts): Board {
  const worst = findings.some(({ severity }) => severity === "critical")
    ? "critical"
    : findings.some(({ severity }) => severity === "warning")
      ? "warning"
      : "ok";
  return {
    head: {
      context: "prod",
      source: { kind: "live" },
      status: worst,
      startedAt: NOW - minutes(90),
      pollInterval: 2_000,
      connection: {
        state: "connected",
        url: "wss://n1.example:443",
        server: "n1",
        problem: null,
        since: NOW - minutes(90),
      },
      coverage: {
        servers: { expected: servers.length, answered: servers.filter(({ state }) => state === "answering").length },
        accounts: { total: 2, observed: 2 },
        unobserved: [],
      },
      counts: countsOf(servers, assets, online),
      troubled: assets.length,
      ...head,
    },
    servers: Object.fromEntries(servers.map((it) => [it.id, it])),
    findings: Object.fromEntries(findings.map((it) => [it.key, it])),
    assets: Object.fromEntries(assets.map((it) => [it.id, it])),
  };
}

function countsOf(servers: Server[], assets: Asset[], online: { stream: number; consumer: number }): Counts {
  const states = (kind: "stream" | "consumer") => {
    const count = (state: AssetState) => assets.filter((it) => it.kind === kind && it.state === state).length;
    return {
      offline: count("offline"),
      unavailable: count("unavailable"),
      degraded: count("degraded"),
      settling: count("settling"),
      unobserved: count("unobserved"),
      online: online[kind],
    };
  };
  const down = assets.filter(({ state }) => state === "offline" || state === "unavailable");
  return {
    assets: { stream: states("stream"), consumer: states("consumer") },
    reasons: tally(down.map(({ reason }) => reason?.kind ?? "unknown")),
    requiredLevels: tally(down.flatMap(({ requiredLevel }) => (requiredLevel === null ? [] : [String(requiredLevel)]))),
    levels: tally(servers.map(({ jetstream, apiLevel }) => (jetstream ? String(apiLevel ?? "?") : "none"))),
    versions: tally(servers.map(({ version }) => version)),
  };
}

function tally(keys: string[]): { [key: string]: number } {
  const counts: { [key: string]: number } = {};
  for (const key of keys) counts[key] = (counts[key] ?? 0) + 1;
  return counts;
}
