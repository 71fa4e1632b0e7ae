import type { Replica } from "./asset.ts";
import type { ObservedServer } from "./observation.ts";
import { inferReason, parseReason, type Reason } from "./reason.ts";
import type { PeerReport } from "./report.ts";
import { apiLevelOf, type Domain, metaTroubleOf, runsJetStream, serverNamed } from "./topology.ts";

/** What is known of an asset when its replicas are judged. */
export interface ReplicaContext {
  domain: Domain;
  requiredLevel: number | null;
  /** Reasons that members gave for not running it, verbatim. */
  offlineReasons: string[];
  /** Whether a server that answered with its details reports to have a replica; null where its details are not known. */
  hasReplica: (server: ObservedServer) => boolean | null;
}

/** The replicas of an asset that runs, as its leader sees them, corrected by what each server says itself. */
export function replicasOf(leader: string | null, peers: PeerReport[], context: ReplicaContext): Replica[] {
  const own = leader === null ? [] : [leaderReplica(leader, context.domain)];
  const others = peers.filter((peer) => peer.name !== leader).map((peer) => peerReplica(peer, context));
  return [...own, ...others];
}

/** The replicas of an asset that nothing serves: what is known of each host. */
export function hostReplicas(hosts: string[], context: ReplicaContext): Replica[] {
  return hosts.map((name) => {
    const server = serverNamed(context.domain, name);
    return stoppedReplica(name, server, context);
  });
}

function leaderReplica(name: string, domain: Domain): Replica {
  return { server: name, serverId: serverNamed(domain, name)?.identity.id ?? null, state: "leader", reason: null };
}

function peerReplica(peer: PeerReport, context: ReplicaContext): Replica {
  const server = serverNamed(context.domain, peer.name);
  const runs = server?.isAnswering === true && runsJetStream(server);
  if (!server || !runs || context.hasReplica(server) === false) return stoppedReplica(peer.name, server, context);
  const serverId = server.identity.id;
  if (peer.current && !peer.offline) return { server: peer.name, serverId, state: "current", reason: null };
  const trouble = metaTroubleOf(server);
  const reason = trouble
    ? inferReason("host-behind-meta", `${peer.name} is cut off from the meta leader.`, [peer.name], trouble)
    : inferReason("catching-up", `The replica on ${peer.name} is not current with its leader.`, [peer.name]);
  return { server: peer.name, serverId, state: "catching-up", reason };
}

function stoppedReplica(name: string, server: ObservedServer | null, context: ReplicaContext): Replica {
  const serverId = server?.identity.id ?? null;
  if (!server?.isAnswering) {
    return {
      server: name,
      serverId,
      state: "silent",
      reason: inferReason("host-down", `${name} does not answer.`, [name]),
    };
  }
  if (!runsJetStream(server)) {
    const reason = inferReason("jetstream-disabled", `JetStream is off on ${name}.`, [name]);
    return { server: name, serverId, state: "missing", reason };
  }
  const reason = reasonOn(server, context);
  return {
    server: name,
    serverId,
    state: reason.inferred && reason.kind !== "api-level" ? "missing" : "offline",
    reason,
  };
}

/**
 * Why a server that answers does not run its replica. Members give reasons without their name,
 * so a reason that names a level goes to the servers of that level.
 */
function reasonOn(server: ObservedServer, { requiredLevel, offlineReasons }: ReplicaContext): Reason {
  const name = server.identity.name;
  const level = apiLevelOf(server);
  const reasons = offlineReasons.map((raw) => parseReason(raw, [name]));
  const fitting = reasons.find((reason) => reason.currentLevel === undefined || reason.currentLevel === level);
  if (fitting) return fitting;
  if (requiredLevel !== null && level !== null && level < requiredLevel) {
    const text = `It needs API level ${requiredLevel}; ${name} runs level ${level}.`;
    return { ...inferReason("api-level", text, [name]), requiredLevel, currentLevel: level };
  }
  const trouble = metaTroubleOf(server);
  if (trouble) return inferReason("host-behind-meta", `${name} is cut off from the meta leader.`, [name], trouble);
  return inferReason("unknown", `${name} does not run its replica and gives no reason.`, [name]);
}

const WORST_FIRST: Replica["state"][] = ["offline", "missing", "silent", "catching-up", "unknown"];

/** The replicas that do not serve, worst first. */
export function troubledReplicas(replicas: Replica[]): Replica[] {
  return replicas
    .filter((replica) => WORST_FIRST.includes(replica.state))
    .sort((a, b) => WORST_FIRST.indexOf(a.state) - WORST_FIRST.indexOf(b.state));
}
