import type { ObservedServer } from "../model/observation.ts";
import { answerOf } from "../model/probe.ts";
import type { ServerIdentity, StreamReport } from "../model/report.ts";
import { runsJetStream } from "../model/topology.ts";
import { isNamed, placeOf } from "./server-place.ts";

/** A server that left is remembered this long, unless the meta group may still count on it. */
const FORGET_AFTER_MS = 60 * 60_000;
/** How long if it held streams that can be nowhere else: its site may be cut off, and nobody says that it was removed. */
const FORGET_SITE_AFTER_MS = 7 * 24 * 60 * 60_000;

/** How long servers count one that ended without a word among the active (events.go: orphMax and chkOrph). */
const COUNTED_FOR_MS = 4 * 60_000;

/** What becomes of servers that have left. */
export interface Departed {
  /** One fell silent: what it held tells later whether it is back elsewhere. */
  noteSilent(server: ObservedServer): void;
  /**
   * Drops those that are back under another id, or have been gone for long at `at` (ms). Returns those of them that no
   * newcomer in their place stands for.
   */
  drop(at: number): ObservedServer[];
  /** How many restarted servers the others may still count as they were, too. */
  countedTwice(): number;
  clear(): void;
}

/** Works on the servers of a book, by id. */
export function createDeparted(servers: Map<string, ObservedServer>): Departed {
  /** The oldest stream that servers had when they fell silent; null where they had none. */
  const held = new Map<string, StreamReport | null>();
  /** Domains that were renamed, each with its new name. */
  const renames = new Set<string>();
  /** When servers that were restarted were last seen, ms since the epoch, by their former id. */
  const replaced = new Map<string, number>();

  /**
   * A restarted server has a new id: the old entry goes once another has come in its place, not one that was there at the
   * same time. Of servers without a name nobody knows which came back: they go once as many have come as are silent.
   */
  function dropPredecessors(): void {
    const places = Map.groupBy(servers.values(), ({ identity }) => placeOf(identity));
    for (const all of places.values()) {
      const silent = all.filter(({ isAnswering }) => !isAnswering);
      for (const { identity, lastSeenAt, formerVersion } of silent) {
        const come = all.filter(({ isAnswering, firstSeenAt }) => isAnswering && firstSeenAt > lastSeenAt);
        if (come.length < (isNamed(identity) ? 1 : silent.length)) continue;
        servers.delete(identity.id);
        replaced.set(identity.id, lastSeenAt);
        if (!isNamed(identity)) continue;
        for (const successor of come) {
          const isOther = successor.identity.version !== identity.version;
          const known = { ...successor, formerVersion: isOther ? identity.version : formerVersion };
          servers.set(successor.identity.id, known);
        }
      }
    }
  }

  /**
   * Whether one of its name is the same server under another domain: the streams that it had tell. Sites that are alike
   * have servers of one name and cluster too, but not streams that were created in the same ms. One that had none goes with
   * its domain.
   */
  function isRenamed(last: ServerIdentity, { identity, detail }: ObservedServer): boolean {
    if (identity.domain === last.domain || identity.cluster !== last.cluster) return false;
    const stream = held.get(last.id);
    const rename = `${last.domain ?? ""}\0${identity.domain ?? ""}`;
    if (stream && answerOf(detail)?.streams.some((each) => isSameStream(each, stream))) renames.add(rename);
    else if (stream !== null) return false;
    return renames.has(rename);
  }

  function dropOld(at: number): ObservedServer[] {
    const answering = [...servers.values()].filter(({ isAnswering }) => isAnswering);
    const domains = Map.groupBy(answering, ({ identity }) => identity.domain);
    const dropped: ObservedServer[] = [];
    for (const server of servers.values()) {
      const { identity, silentSince, lastSeenAt, jsz } = server;
      if (silentSince === null) continue;
      const others = domains.get(identity.domain);
      const mayBeBack = (other: ObservedServer): boolean =>
        other.identity.name === identity.name && other.firstSeenAt > lastSeenAt;
      const summary = answerOf(jsz);
      const wasAlone = summary?.meta === null || !others;
      // One that came back in another domain is not cut off; one that the meta group counts on may be back in another cluster.
      const back = answering.filter(mayBeBack);
      const isBackHere = back.some((other) => other.identity.domain === identity.domain);
      const isElsewhere = back.some((other) => isRenamed(identity, other));
      // Without JetStream a server has no domain: what it held is as far away as before.
      const isCutOff = wasAlone && (summary?.streams ?? 0) > 0 && !back.some(runsJetStream);
      const isOld = at - silentSince > (isCutOff ? FORGET_SITE_AFTER_MS : FORGET_AFTER_MS);
      if ((isOld || isElsewhere) && (isBackHere || !mayBeCounted(server, others ?? []))) {
        servers.delete(identity.id);
        if (isElsewhere) replaced.set(identity.id, lastSeenAt);
        dropped.push(server);
      }
    }
    return dropped;
  }

  return {
    noteSilent({ identity, detail }) {
      if (detail?.ok) held.set(identity.id, oldestOf(detail.value.streams));
    },
    drop(at) {
      dropPredecessors();
      const dropped = dropOld(at);
      for (const [id, lastSeenAt] of replaced) if (Math.abs(at - lastSeenAt) > COUNTED_FOR_MS) replaced.delete(id);
      for (const id of held.keys()) if (!servers.has(id)) held.delete(id);
      return dropped;
    },
    countedTwice: () => replaced.size,
    clear() {
      for (const each of [held, renames, replaced]) each.clear();
    },
  };
}

function isSameStream(a: StreamReport, b: StreamReport): boolean {
  return a.name === b.name && a.account === b.account && a.createdAt !== null && a.createdAt === b.createdAt;
}

function oldestOf(streams: StreamReport[]): StreamReport | null {
  const ageOf = ({ createdAt }: StreamReport): number => createdAt ?? Number.POSITIVE_INFINITY;
  return streams.reduce<StreamReport | null>((a, b) => (a && ageOf(a) <= ageOf(b) ? a : b), null);
}

/**
 * Whether the meta group counts on a silent server, for all that `others` tell, who answer for its domain. Before 2.15
 * only its leader lists its members (monitor.go: Jsz): while none of them leads it, it may count on any that was one.
 */
function mayBeCounted(server: ObservedServer, others: ObservedServer[]): boolean {
  const metaOf = ({ jsz }: ObservedServer) => answerOf(jsz)?.meta;
  const { name } = server.identity;
  if (others.some((other) => metaOf(other)?.peers.some((peer) => peer.name === name))) return true;
  const isLed = others.some((other) => metaOf(other)?.leader === other.identity.name);
  return !isLed && others.some(metaOf) && Boolean(metaOf(server));
}
