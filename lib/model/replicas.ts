import type { Replica } from "./asset.ts";
import { isKnownByName } from "./config-fields.ts";
import type { ObservedServer } from "./observation.ts";
import { inferReason, parseReason, type Reason } from "./reason.ts";
import type { PeerReport } from "./report.ts";
import { type Domain, metaTroubleOf, releaseOf, runsJetStream, serverNamed, stopWordsOf } from "./topology.ts";

/** What is known of an asset when its replicas are judged. */
export interface ReplicaContext {
  domain: Domain;
  /** Reasons that members gave for not running it, verbatim. */
  offlineReasons: string[];
  /** Whether a server that answered with its details reports to have a replica; null where its details are not known. */
  hasReplica: (server: ObservedServer) => boolean | null;
  /** Why a member has stopped it, by its HEALTHZ of the stream; null where it says nothing of that. */
  troubleOn: (server: ObservedServer) => Reason | null;
  /** Why a server cannot run it, by what is known of it; null where nothing speaks against it. */
  obstacleOn: (server: ObservedServer) => Reason | null;
}

/**
 * The replicas of an asset that runs, as its leader saw them at `reportedAt` (ms), corrected by what each server says
 * itself.
 */
export function replicasOf(
  { leader, peers, reportedAt }: { leader: string | null; peers: PeerReport[]; reportedAt: number },
  context: ReplicaContext,
): Replica[] {
  const own = leader === null ? [] : [leaderReplica(leader, context.domain)];
  const others = peers.filter((peer) => peer.name !== leader).map((peer) => peerReplica(peer, reportedAt, context));
  return shared([...own, ...others], context.domain);
}

const known = new WeakMap<Domain, Map<string, Replica[]>>();

/** Most assets of the same servers have the same replicas: well ones are kept once for all. */
function shared(replicas: Replica[], domain: Domain): Replica[] {
  if (replicas.some(({ reason }) => reason !== null)) return replicas;
  const key = replicas.map(({ server, state }) => `${server} ${state}`).join("\0");
  const lists = known.get(domain) ?? new Map<string, Replica[]>();
  known.set(domain, lists);
  const list = lists.get(key) ?? replicas;
  lists.set(key, list);
  return list;
}

/** The replicas of an asset that nothing serves: what is known of each host. */
export function hostReplicas(hosts: string[], context: ReplicaContext): Replica[] {
  return hosts.map((name) => {
    const server = serverNamed(context.domain, name);
    const isMember = context.domain.isClustered && server?.isAnswering === true && runsJetStream(server);
    const isRunning = isMember && context.hasReplica(server) === true;
    const cutOff = isRunning ? cutOffReason(server, context.domain) : null;
    if (!isRunning || cutOff?.kind === "host-behind-meta") return stoppedReplica(name, server, context);
    const trouble = context.troubleOn(server);
    if (trouble) return { server: name, serverId: server.identity.id, state: "missing", reason: trouble };
    const reason = cutOff ?? inferReason("no-quorum", `${name} has its replica, which has no leader.`, [name]);
    return { server: name, serverId: server.identity.id, state: "unknown", reason };
  });
}

/** Heartbeats come every second (raft.go: hbInterval). */
const RECENT_SECONDS = 5;

/**
 * Whether the leader, by what it reported at `reportedAt` (ms), had an answer from the peer lately: then its server runs
 * it, even where its details are older. One first seen since is a new process, which may not.
 */
export function isHeard({ name, current, heardSecondsAgo }: PeerReport, reportedAt: number, domain: Domain): boolean {
  if (!current || heardSecondsAgo === null || heardSecondsAgo >= RECENT_SECONDS) return false;
  const server = serverNamed(domain, name);
  // Whole seconds: it may have been heard that much earlier.
  return server === null || reportedAt - (heardSecondsAgo + 1) * 1_000 > server.firstSeenAt;
}

function leaderReplica(name: string, domain: Domain): Replica {
  return { server: name, serverId: serverNamed(domain, name)?.identity.id ?? null, state: "leader", reason: null };
}

function peerReplica(peer: PeerReport, reportedAt: number, context: ReplicaContext): Replica {
  const server = serverNamed(context.domain, peer.name);
  const runs = server?.isAnswering === true && runsJetStream(server);
  const isListed = runs && (context.hasReplica(server) !== false || isHeard(peer, reportedAt, context.domain));
  if (!isListed) return stoppedReplica(peer.name, server, context);
  const serverId = server.identity.id;
  if (peer.current && !peer.offline) return { server: peer.name, serverId, state: "current", reason: null };
  const reason =
    cutOffReason(server, context.domain) ??
    inferReason("catching-up", `The replica on ${peer.name} is not current with its leader.`, [peer.name]);
  return { server: peer.name, serverId, state: "catching-up", reason };
}

function stoppedReplica(name: string, server: ObservedServer | null, context: ReplicaContext): Replica {
  const serverId = server?.identity.id ?? null;
  if (!server?.isAnswering) {
    const reason = inferReason("host-down", `${name} does not answer.`, [name]);
    return { server: name, serverId, state: "silent", reason };
  }
  if (!runsJetStream(server)) {
    const words = stopWordsOf(server);
    const text = words === null ? `JetStream is off on ${name}.` : `JetStream has stopped on ${name}, which runs on.`;
    const reason = inferReason("jetstream-disabled", text, [name], words);
    return { server: name, serverId, state: "missing", reason };
  }
  const reason = reasonOn(server, context);
  if (reason.inferred && reason.kind === "unknown" && context.hasReplica(server) === null) return unseenReplica(server);
  const isRefused = !reason.inferred || REFUSALS.includes(reason.kind);
  return { server: name, serverId, state: isRefused ? "offline" : "missing", reason };
}

/** One that nobody has looked at: the details of its server have not come, and nothing is known against it. */
function unseenReplica({ identity: { id, name } }: ObservedServer): Replica {
  const reason = inferReason("no-answer", `What ${name} runs is not known yet: its details have not come.`, [name]);
  return { server: name, serverId: id, state: "unknown", reason };
}

/** Causes for which a server with offline mode refuses to run an asset, even where it was not heard saying so. */
export const REFUSALS: Reason["kind"][] = ["api-level", "config-field", "unsupported-consumer"];

/**
 * Why a server that answers does not run its replica. Members give reasons without their name, so a reason that names a
 * level goes to the servers of that level, and one that names a field to those that do not know it.
 */
function reasonOn(server: ObservedServer, { domain, offlineReasons, obstacleOn, troubleOn }: ReplicaContext): Reason {
  const name = server.identity.name;
  const release = releaseOf(server);
  const reasons = offlineReasons.map((raw) => parseReason(raw, [name]));
  const fitting = reasons.find(
    ({ currentLevel, field }) =>
      (currentLevel ?? release.level) === release.level && (field === undefined || !isKnownByName(field, release)),
  );
  return (
    fitting ??
    troubleOn(server) ??
    // A server that does not follow the meta log has not even looked at the asset.
    cutOffReason(server, domain) ??
    obstacleOn(server) ??
    inferReason("unknown", `${name} does not run its replica and gives no reason.`, [name])
  );
}

function cutOffReason(server: ObservedServer, domain: Domain): Reason | null {
  const trouble = metaTroubleOf(server);
  if (trouble === null) return null;
  const { name } = server.identity;
  return domain.metaLeader
    ? inferReason("host-behind-meta", `${name} is cut off from the meta leader.`, [name], trouble)
    : inferReason("no-meta-leader", `${name} knows no meta leader.`, [name], trouble);
}

const WORST_FIRST: Replica["state"][] = ["offline", "missing", "silent", "catching-up", "unknown"];

/** The replicas that do not serve, worst first. */
export function troubledReplicas(replicas: Replica[]): Replica[] {
  return replicas
    .filter((replica) => WORST_FIRST.includes(replica.state))
    .sort((a, b) => WORST_FIRST.indexOf(a.state) - WORST_FIRST.indexOf(b.state));
}

/** The replicas that are surely not there, so that they have no vote. */
export function lostReplicas(replicas: Replica[]): Replica[] {
  return replicas.filter(({ state }) => state === "offline" || state === "missing" || state === "silent");
}

/** Whether those that are left are too few to agree on anything. */
export function isMinority(replicas: Replica[], lost: Replica[]): boolean {
  return replicas.length - lost.length <= Math.floor(replicas.length / 2);
}

/** Why nobody can tell whether the replicas that are left serve; null where somebody has looked, or too few are left. */
export function unseenReason(replicas: Replica[]): Reason | null {
  const lost = lostReplicas(replicas);
  const left = replicas.filter((replica) => !lost.includes(replica));
  const isUnseen = ({ state, reason }: Replica) => state === "unknown" && reason?.kind === "no-answer";
  return left.every(isUnseen) && !isMinority(replicas, lost) ? (left[0]?.reason ?? null) : null;
}
