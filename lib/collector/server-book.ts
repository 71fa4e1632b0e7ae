import type { ObservedServer } from "../model/observation.ts";
import { answerOf, type Probe } from "../model/probe.ts";
import type { HealthReport, JszDetailReport, JszReport, ServerIdentity, VarzReport } from "../model/report.ts";

/** A server that left is remembered this long, unless the meta group still counts on it. */
const FORGET_AFTER_MS = 60 * 60_000;

/** All servers that have been seen, with the last answers of each. */
export interface ServerBook {
  noteVarz(report: VarzReport, at: number): void;
  noteJsz(report: JszReport, at: number): void;
  noteHealth(report: HealthReport, at: number): void;
  noteDetail(serverId: string, detail: Probe<JszDetailReport>): void;
  /** A server answered, whatever it was asked. */
  noteSeen(identity: ServerIdentity, at: number): void;
  /**
   * Ends a round of PINGs that began at `startedAt`: who did not answer in it is silent.
   * Returns the domains in which servers came, went or restarted, and the servers whose figures changed.
   */
  endRound(startedAt: number, at: number): RoundChanges;
  servers(): ObservedServer[];
  answeringIds(): Set<string>;
  clear(): void;
}

export interface RoundChanges {
  domains: Set<string | null>;
  serverIds: Set<string>;
}

export function createServerBook(): ServerBook {
  const servers = new Map<string, ObservedServer>();
  const fingerprints = new Map<string, string>();

  function see(identity: ServerIdentity, at: number): void {
    const server: ObservedServer = servers.get(identity.id) ?? {
      identity,
      firstSeenAt: at,
      lastSeenAt: at,
      // Answering begins with the end of the round in which it answered, so that its coming is noticed there.
      isAnswering: false,
      silentSince: null,
      varz: null,
      jsz: null,
      health: null,
      detail: null,
    };
    servers.set(identity.id, { ...server, identity, lastSeenAt: at });
  }

  function update(id: string, change: Partial<ObservedServer>): void {
    const server = servers.get(id);
    if (server) servers.set(id, { ...server, ...change });
  }

  /** A restarted server has a new id: the old entry goes when another has taken its place. */
  function dropPredecessors(): void {
    const answering = [...servers.values()].filter((server) => server.isAnswering);
    const places = new Set(answering.map((server) => placeOf(server.identity)));
    for (const [id, server] of servers) {
      if (!server.isAnswering && places.has(placeOf(server.identity))) servers.delete(id);
    }
  }

  function forgetOld(at: number, changes: RoundChanges): void {
    const members = new Set(
      [...servers.values()].flatMap((server) => answerOf(server.jsz)?.meta?.peers.map((peer) => peer.name) ?? []),
    );
    for (const [id, server] of servers) {
      const isOld = server.silentSince !== null && at - server.silentSince > FORGET_AFTER_MS;
      if (isOld && !members.has(server.identity.name)) {
        servers.delete(id);
        changes.domains.add(server.identity.domain);
      }
    }
  }

  return {
    noteVarz(report, at) {
      see(report.server, at);
      update(report.server.id, { varz: { ok: true, value: report, at } });
    },
    noteJsz(report, at) {
      see(report.server, at);
      update(report.server.id, { jsz: { ok: true, value: report, at } });
    },
    noteHealth(report, at) {
      see(report.server, at);
      update(report.server.id, { health: { ok: true, value: report, at } });
    },
    noteDetail(serverId, detail) {
      const known = servers.get(serverId)?.detail;
      // A failed question does not wipe out what the same process said before.
      if (detail.ok || !known?.ok) update(serverId, { detail });
    },
    noteSeen: see,
    endRound(startedAt, at) {
      const changes: RoundChanges = { domains: new Set(), serverIds: new Set() };
      for (const [id, server] of servers) {
        const isAnswering = server.lastSeenAt >= startedAt;
        if (isAnswering !== server.isAnswering) {
          changes.domains.add(server.identity.domain);
          const gone = { silentSince: server.lastSeenAt, detail: null, health: null };
          update(id, isAnswering ? { isAnswering, silentSince: null } : { isAnswering, ...gone });
        }
        const fingerprint = fingerprintOf(server);
        if (isAnswering && fingerprints.get(id) !== fingerprint) changes.serverIds.add(id);
        fingerprints.set(id, fingerprint);
      }
      dropPredecessors();
      forgetOld(at, changes);
      for (const id of fingerprints.keys()) if (!servers.has(id)) fingerprints.delete(id);
      return changes;
    },
    // A newcomer counts from the end of the round in which it answered.
    servers: () => [...servers.values()].filter((server) => server.isAnswering || server.silentSince !== null),
    answeringIds: () =>
      new Set([...servers.values()].filter((server) => server.isAnswering).map(({ identity }) => identity.id)),
    clear() {
      servers.clear();
      fingerprints.clear();
    },
  };
}

/** A server gets a new id with each start, but keeps its place. */
export function placeOf({ domain, cluster, name }: ServerIdentity): string {
  return `${domain ?? ""}\0${cluster ?? ""}\0${name}`;
}

/** What, when it changes, makes a server's details worth asking for at once. */
function fingerprintOf({ identity, varz, jsz, health }: ObservedServer): string {
  const summary = answerOf(jsz);
  const meta = summary?.meta;
  return JSON.stringify([
    answerOf(varz)?.apiLevel,
    summary?.apiLevel,
    identity.version,
    identity.jetstream,
    summary?.disabled,
    summary?.accounts,
    summary?.streams,
    summary?.consumers,
    meta?.leader,
    meta?.peers.map((peer) => [peer.name, peer.current, peer.offline]).sort(),
    answerOf(health)?.error,
  ]);
}
