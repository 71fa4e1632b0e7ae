import type { AssetState } from "./asset.ts";
import type { Board, Cost, Counts, Server, Status } from "./board.ts";
import { type Cases, troubledAssets } from "./cases.ts";
import { coverageOf } from "./coverage.ts";
import type { Finding } from "./finding.ts";
import type { Observation, ObservedServer } from "./observation.ts";
import { answerOf } from "./probe.ts";
import type { PeerReport } from "./report.ts";
import { apiLevelOf, type Domain, runsJetStream, strangerId, strangersCluster, type Topology } from "./topology.ts";

/** Assets that a board carries; the rest is paged from the server. */
const ASSETS_ON_BOARD = 200;

export interface BoardFacts {
  context: string;
  source: Board["head"]["source"];
  startedAt: number;
  pollInterval: number;
  cost?: Cost | null;
  observation: Observation;
  topology: Topology;
  cases: Cases;
  findings: ReadonlyMap<string, Finding>;
}

/** Draws the board of one context from what was diagnosed. */
export function boardOf(facts: BoardFacts): Board {
  const { observation, topology, findings } = facts;
  const servers = [...topology.domains.values()].flatMap((domain) => [
    ...domain.servers.map((server) => serverRow(server, domain)),
    ...domain.strangers.map((peer) => strangerRow(peer, domain)),
  ]);
  const { counts, troubled, shown } = tallyOf(facts.cases);
  return {
    head: {
      context: facts.context,
      source: facts.source,
      status: statusOf(observation, findings),
      startedAt: facts.startedAt,
      pollInterval: facts.pollInterval,
      connection: observation.connection,
      coverage: coverageOf(observation, facts.topology),
      ...(facts.cost && { cost: facts.cost }),
      counts: countsOf(counts, servers),
      troubled,
    },
    servers: Object.fromEntries(servers.map((server) => [server.id, server])),
    findings: Object.fromEntries(findings),
    assets: shown,
  };
}

function statusOf(observation: Observation, findings: ReadonlyMap<string, Finding>): Status {
  if (!observation.isFresh) return "unknown";
  const severities = new Set([...findings.values()].map((finding) => finding.severity));
  if (severities.has("critical")) return "critical";
  return severities.has("warning") ? "warning" : "ok";
}

function serverRow(server: ObservedServer, domain: Domain): Server {
  const { identity } = server;
  const varz = answerOf(server.varz);
  return {
    id: identity.id,
    name: identity.name,
    cluster: identity.cluster,
    domain: identity.domain,
    version: identity.version,
    apiLevel: apiLevelOf(server),
    levelReported: varz?.levelReported ?? true,
    jetstream: runsJetStream(server),
    metaLeader: domain.metaLeader === server,
    state: server.isAnswering ? "answering" : "silent",
    lastSeenAt: server.isAnswering ? null : server.lastSeenAt,
    health: healthOf(server),
    startedAt: varz?.startedAt ?? null,
    tags: identity.tags,
  };
}

function healthOf(server: ObservedServer): Server["health"] {
  if (!server.isAnswering || server.health === null) return { state: "unknown", text: null };
  if (!server.health.ok) return { state: "unknown", text: server.health.message };
  const { statusCode, error } = server.health.value;
  return error === null && statusCode < 300 ? { state: "ok", text: null } : { state: "unhealthy", text: error };
}

/** A server that only the meta leader tells of: it was down before watching began. */
function strangerRow(peer: PeerReport, domain: Domain): Server {
  return {
    id: strangerId(peer),
    name: peer.name,
    cluster: strangersCluster(domain),
    domain: domain.name,
    version: "",
    apiLevel: null,
    levelReported: true,
    jetstream: true,
    metaLeader: false,
    state: "silent",
    lastSeenAt: null,
    health: { state: "unknown", text: "Known from the meta group only; it never answered here." },
    startedAt: null,
    tags: [],
  };
}

/** What a board says of all assets together. */
interface Tally {
  counts: Pick<Counts, "assets" | "reasons" | "requiredLevels">;
  troubled: number;
  shown: Board["assets"];
}

const tallies = new WeakMap<Cases, Tally>();

/** Made once for each diagnosis: a poll that changes nothing looks at no asset. */
function tallyOf(cases: Cases): Tally {
  const known = tallies.get(cases);
  if (known) return known;
  const counts: Tally["counts"] = {
    assets: { stream: noAssets(), consumer: noAssets() },
    reasons: {},
    requiredLevels: {},
  };
  const { reasons, requiredLevels } = counts;
  counts.assets.stream.online = cases.online.stream;
  counts.assets.consumer.online = cases.online.consumer;
  const troubled = troubledAssets(cases);
  for (const { kind, state, reason, requiredLevel } of troubled) {
    counts.assets[kind][state] += 1;
    if (state !== "offline" && state !== "unavailable") continue;
    if (reason) reasons[reason.kind] = (reasons[reason.kind] ?? 0) + 1;
    if (requiredLevel !== null) requiredLevels[requiredLevel] = (requiredLevels[requiredLevel] ?? 0) + 1;
  }
  const shown = Object.fromEntries(troubled.slice(0, ASSETS_ON_BOARD).map((asset) => [asset.id, asset]));
  const tally = { counts, troubled: troubled.length, shown };
  tallies.set(cases, tally);
  return tally;
}

function countsOf(ofAssets: Tally["counts"], servers: Server[]): Counts {
  const counts: Counts = { ...ofAssets, levels: {}, versions: {} };
  for (const server of servers.filter((each) => each.state === "answering")) {
    const level = server.apiLevel === null ? (server.jetstream ? "?" : "none") : String(server.apiLevel);
    counts.levels[level] = (counts.levels[level] ?? 0) + 1;
    counts.versions[server.version] = (counts.versions[server.version] ?? 0) + 1;
  }
  return counts;
}

function noAssets(): Record<AssetState, number> {
  return { offline: 0, unavailable: 0, degraded: 0, settling: 0, unobserved: 0, online: 0 };
}
