import type { ObservedServer } from "../model/observation.ts";
import { answerOf, type Probe } from "../model/probe.ts";
import type {
  HealthReport,
  JszDetailReport,
  JszReport,
  ServerIdentity,
  StatszReport,
  StreamReport,
  VarzReport,
} from "../model/report.ts";
import { runsJetStream } from "../model/topology.ts";
import { listed } from "../model/words.ts";
import { PING_SUBJECTS } from "../nats/subjects.ts";
import type { Untold } from "./ask-summaries.ts";
import { statszFingerprint, withBriefJsz, withBriefVarz, withKnownPeers } from "./brief.ts";

/** A server that left is remembered this long, unless the meta group may still count on it. */
const FORGET_AFTER_MS = 60 * 60_000;
/** How long if it held streams that can be nowhere else: its site may be cut off, and nobody says that it was removed. */
const FORGET_SITE_AFTER_MS = 7 * 24 * 60 * 60_000;

/** How long servers count one that ended without a word among the active (events.go: orphMax and chkOrph). */
const COUNTED_FOR_MS = 4 * 60_000;

/** With no more servers than this, a new meta leader is worth a look at all their details. */
const FEW_SERVERS = 10;

/** All servers that have been seen, with the last answers of each. */
export interface ServerBook {
  /** Brings what is known of a server up to date, as far as STATSZ goes. */
  noteStatsz(report: StatszReport, at: number): void;
  noteVarz(report: VarzReport, at: number): void;
  noteJsz(report: JszReport, at: number): void;
  /** JSZ was asked of all servers: those that did not answer. One answer may be late; two in a row are a problem. */
  noteNoJsz(serverIds: string[]): void;
  noteHealth(report: HealthReport, at: number): void;
  /** A server did not answer HEALTHZ. One answer may be late; after two in a row its health is not known. */
  noteNoHealth(serverId: string, why: Untold): void;
  noteDetail(serverId: string, detail: Probe<JszDetailReport>): void;
  /** Why the last details of servers could not be had although they are there, and who does not answer JSZ. */
  problems(): string[];
  /** Whether STATSZ of a server tells how long the meta group's log is. */
  tellsLog(serverId: string): boolean;
  /** Servers whose STATSZ has changed since their last JSZ summary, or that never gave one. */
  moved(): ServerIdentity[];
  /**
   * Ends a round of PINGs that began at `startedAt`: a server that did not answer in it is silent.
   * Returns where servers came, went or restarted, and the servers whose figures changed.
   */
  endRound(startedAt: number, at: number): RoundChanges;
  servers(): ObservedServer[];
  /** How many restarted servers the others may still count as they were, too. */
  countedTwice(): number;
  server(id: string): ObservedServer | null;
  answeringIds(): Set<string>;
  clear(): void;
}

export interface RoundChanges {
  /** Domains in which servers came, went or restarted. */
  domains: Set<string | null>;
  /** Domains in which servers with JetStream did. */
  hostDomains: Set<string | null>;
  /** Clusters (`clusterOf`) in which servers did: the replicas of an asset are all in one. */
  clusters: Set<string>;
  /** Servers that say something different from before. */
  serverIds: Set<string>;
  /** Those of which only the counts differ. */
  countedIds: Set<string>;
}

export function createServerBook(): ServerBook {
  const servers = new Map<string, ObservedServer>();
  const fingerprints = new Map<string, Fingerprint>();
  /** Why the last details could not be had, and since when (ms), while a server is there. */
  const faults = new Map<string, Untold & { since: number }>();
  /** What STATSZ said last, and what it said when the server last gave a summary, where the two can be compared. */
  const brief = new Map<string, { text: string; accounts: number | null; tellsLog: boolean }>();
  const summarised = new Map<string, string>();
  /** How many times HEALTHZ was not answered, at most two, less one for each answer since. */
  const missed = new Map<string, number>();
  /** How many times in a row JSZ was not answered. */
  const unsummed = new Map<string, number>();
  /** The oldest stream that servers had when they fell silent; null where they had none. */
  const held = new Map<string, StreamReport | null>();
  /** Domains that were renamed, each with its new name. */
  const renames = new Set<string>();
  /** When servers that were restarted were last seen, ms since the epoch, by their former id. */
  const replaced = new Map<string, number>();
  /** Gaps in accounts, from STATSZ to the summary after it; in streams, from the summary to the details, and the other way. */
  const [accountGaps, detailGaps, summaryGaps]: [Gaps, Gaps, Gaps] = [new Map(), new Map(), new Map()];
  const notes = [fingerprints, faults, brief, summarised, missed, unsummed, held, accountGaps, detailGaps, summaryGaps];

  /** What came and went between two summaries is in neither, but may be in details that came in between. */
  function isNewSummaryGap({ identity, jsz, detail }: ObservedServer): boolean {
    const isNewer = jsz?.ok === true && detail?.ok === true && jsz.at > detail.at;
    return isNewGap(summaryGaps, identity.id, isNewer ? detail.value.streams.length : null, answerOf(jsz)?.streams);
  }

  /** Details of so many streams have come: where the last summary counts another number, something changed in between. */
  function compareWithSummary(id: string, detailed: number): void {
    const counted = answerOf(servers.get(id)?.jsz)?.streams;
    const isNew = isNewGap(detailGaps, id, counted, detailed);
    if (isNew) summarised.delete(id);
    // It has changed since it last differed from its details: that it does so again as it did then is news.
    if (isNew || counted === detailed) summaryGaps.delete(id);
  }

  function noteChange(server: ObservedServer, changes: RoundChanges): void {
    const { identity } = server;
    changes.domains.add(identity.domain);
    if (runsJetStream(server)) changes.hostDomains.add(identity.domain);
    changes.clusters.add(clusterOf(identity));
  }

  function see(identity: ServerIdentity, at: number): void {
    const server: ObservedServer = servers.get(identity.id) ?? {
      identity,
      formerVersion: null,
      firstSeenAt: at,
      lastSeenAt: at,
      // It counts as answering from the end of the round in which it answered, so that its arrival is noticed there.
      isAnswering: false,
      silentSince: null,
      varz: null,
      jsz: null,
      health: null,
      lastHealth: null,
      detail: null,
    };
    servers.set(identity.id, { ...server, identity, lastSeenAt: at });
  }

  function update(id: string, change: Partial<ObservedServer>): void {
    const server = servers.get(id);
    if (server) servers.set(id, { ...server, ...change });
  }

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
          update(successor.identity.id, { formerVersion: isOther ? identity.version : formerVersion });
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

  function forgetOld(at: number, changes: RoundChanges): void {
    const answering = [...servers.values()].filter(({ isAnswering }) => isAnswering);
    const domains = Map.groupBy(answering, ({ identity }) => identity.domain);
    for (const [id, server] of servers) {
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
        servers.delete(id);
        if (isElsewhere) replaced.set(id, lastSeenAt);
        noteChange(server, changes);
      }
    }
  }

  return {
    noteStatsz(report, at) {
      see(report.server, at);
      brief.set(report.server.id, {
        text: statszFingerprint(report),
        accounts: report.accounts,
        tellsLog: report.meta !== null && report.meta.log !== null,
      });
      const { varz, jsz } = servers.get(report.server.id) ?? {};
      update(report.server.id, { varz: { ok: true, value: withBriefVarz(answerOf(varz), report), at } });
      const summary = withBriefJsz(answerOf(jsz), report);
      if (summary) update(report.server.id, { jsz: { ok: true, value: summary, at: jsz?.at ?? at } });
    },
    noteVarz(report, at) {
      see(report.server, at);
      update(report.server.id, { varz: { ok: true, value: report, at } });
    },
    noteJsz(report, at) {
      const { id } = report.server;
      see(report.server, at);
      unsummed.delete(id);
      const known = answerOf(servers.get(id)?.jsz);
      update(id, { jsz: { ok: true, value: { ...report, meta: withKnownPeers(report.meta, known) }, at } });
      const said = brief.get(id);
      if (said) summarised.set(id, said.text);
      if (isNewGap(accountGaps, id, said?.accounts, report.accounts)) summarised.delete(id);
    },
    noteNoJsz(serverIds) {
      const counts = serverIds.map((id): [string, number] => [id, (unsummed.get(id) ?? 0) + 1]);
      unsummed.clear();
      for (const [id, times] of counts) unsummed.set(id, times);
    },
    noteHealth(report, at) {
      const { id } = report.server;
      see(report.server, at);
      const left = (missed.get(id) ?? 0) - 1;
      if (left > 0) missed.set(id, left);
      else missed.delete(id);
      // One that answers now and then is not well each time.
      const isWellAgain = left <= 0 || report.error !== null;
      update(id, { lastHealth: report, ...(isWellAgain && { health: { ok: true, value: report, at } }) });
    },
    noteNoHealth(serverId, why) {
      const isAgain = missed.has(serverId);
      if (isAgain) update(serverId, { health: why });
      missed.set(serverId, isAgain ? 2 : 1);
    },
    noteDetail(serverId, detail) {
      // The lack of a connection says nothing about a server.
      if (!detail.ok && detail.fault === "closed") return;
      const known = servers.get(serverId)?.detail;
      // A failed question does not wipe out what the same process has said before.
      if (detail.ok || !known?.ok) update(serverId, { detail });
      if (detail.ok) compareWithSummary(serverId, detail.value.streams.length);
      const since = faults.get(serverId)?.since ?? detail.at;
      if (detail.ok) faults.delete(serverId);
      else faults.set(serverId, { ...detail, since });
    },
    problems: () => [
      ...uncounted(
        [...servers.values()].filter((each) => each.isAnswering && (unsummed.get(each.identity.id) ?? 0) > 1),
      ),
      ...[...faults].flatMap(([id, { fault, message, since }]) => {
        const server = servers.get(id);
        if (!server?.isAnswering) return [];
        // A server that is leaving does not answer either: while its details are known, the next poll tells which of the two it is.
        if (server.detail?.ok && server.lastSeenAt <= since) return [];
        // What the user may not ask of one server it may ask of none: one message for all.
        if (fault === "denied") return [message.replaceAll(id, "*")];
        const { identity } = server;
        return [message.startsWith(`${identity.name}: `) ? message : `${identity.name}: ${message}`];
      }),
    ],
    tellsLog: (id) => brief.get(id)?.tellsLog === true,
    moved: () =>
      [...brief].flatMap(([id, { text }]) => (summarised.get(id) === text ? [] : (servers.get(id)?.identity ?? []))),
    endRound(startedAt, at) {
      const changes: RoundChanges = {
        domains: new Set(),
        hostDomains: new Set(),
        clusters: new Set(),
        serverIds: new Set(),
        countedIds: new Set(),
      };
      for (const [id, seen] of servers) {
        const server = datedBefore(seen, startedAt, at);
        if (server !== seen) servers.set(id, server);
        const isAnswering = server.lastSeenAt >= startedAt;
        if (isAnswering !== server.isAnswering) {
          noteChange(server, changes);
          if (!isAnswering && server.detail?.ok) held.set(id, oldestOf(server.detail.value.streams));
          const gone = { silentSince: server.lastSeenAt, detail: null, health: null };
          update(id, isAnswering ? { isAnswering, silentSince: null } : { isAnswering, ...gone });
          // Its summary is from before: once it is back it is asked at once, whatever STATSZ says.
          if (!isAnswering) for (const each of [summarised, missed, unsummed]) each.delete(id);
        }
        // It no longer runs anything, and is not asked for details that would say so.
        if (server.detail !== null && !runsJetStream(server)) update(id, { detail: null });
        const next = fingerprintOf(server, servers.size <= FEW_SERVERS);
        const last = fingerprints.get(id);
        const isOther = isNewSummaryGap(server) || last?.counts !== next.counts;
        if (isAnswering && last?.rest !== next.rest) changes.serverIds.add(id);
        else if (isAnswering && isOther) changes.countedIds.add(id);
        fingerprints.set(id, next);
      }
      dropPredecessors();
      forgetOld(at, changes);
      for (const [id, lastSeenAt] of replaced) if (Math.abs(at - lastSeenAt) > COUNTED_FOR_MS) replaced.delete(id);
      for (const each of notes) for (const id of each.keys()) if (!servers.has(id)) each.delete(id);
      return changes;
    },
    // A newcomer counts from the end of the round in which it answered.
    servers: () => [...servers.values()].filter((server) => server.isAnswering || server.silentSince !== null),
    countedTwice: () => replaced.size,
    server: (id) => servers.get(id) ?? null,
    answeringIds: () =>
      new Set([...servers.values()].filter((server) => server.isAnswering).map(({ identity }) => identity.id)),
    clear() {
      for (const each of [servers, replaced, renames, ...notes]) each.clear();
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

/** What servers that do not answer JSZ leave unseen: one problem, as it mostly has one cause. */
function uncounted(servers: ObservedServer[]): string[] {
  if (servers.length === 0) return [];
  const names = listed(servers.map(({ identity }) => identity.name));
  const missing = "how much they hold is not seen, and what comes or goes there is seen late";
  return [`no answer to ${PING_SUBJECTS.JSZ} from ${names}, who answer other questions: ${missing}`];
}

/** Times yet to come, as the clock was set back since, count as before the round that began at `startedAt` (ms). */
function datedBefore(server: ObservedServer, startedAt: number, at: number): ObservedServer {
  const { firstSeenAt, lastSeenAt, silentSince } = server;
  if (Math.max(firstSeenAt, lastSeenAt, silentSince ?? 0) <= at) return server;
  const dated = (time: number): number => (time > at ? startedAt - 1 : time);
  return {
    ...server,
    firstSeenAt: dated(firstSeenAt),
    lastSeenAt: dated(lastSeenAt),
    silentSince: silentSince && dated(silentSince),
  };
}

/**
 * Whether what a server says in two ways, one after the other, differs: then it changed in between. Should it change
 * back, the first says the same again, and yet that is news. A gap that stays is not.
 */
function isNewGap(
  gaps: Gaps,
  id: string,
  first: number | null | undefined,
  second: number | null | undefined,
): boolean {
  const isGap = typeof first === "number" && typeof second === "number" && first !== second;
  const gap = `${first} ${second}`;
  const isNew = isGap && gaps.get(id) !== gap;
  if (isGap) gaps.set(id, gap);
  else gaps.delete(id);
  return isNew;
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

/** A server gets a new id with each start, but keeps its place; servers without a name may share one. */
export function placeOf(server: Pick<ServerIdentity, "id" | "name" | "domain" | "cluster">): string {
  const { domain, cluster, name } = server;
  return `${domain ?? ""}\0${cluster ?? ""}\0${isNamed(server) ? name : ""}`;
}

/** Without `server_name` a server's id is its name too. */
export function isNamed({ id, name }: Pick<ServerIdentity, "id" | "name">): boolean {
  return name !== id;
}

/** The cluster that a server is in, and its domain. */
export function clusterOf({ domain, cluster }: ServerIdentity): string {
  return `${domain ?? ""}\0${cluster ?? ""}`;
}

/** What a server said in two ways, where it differed. */
type Gaps = Map<string, string>;

/** What, when it changes, makes a server's details worth asking for at once. */
interface Fingerprint {
  /** How much it holds. */
  counts: string;
  rest: string;
}

function fingerprintOf({ identity, varz, jsz, health }: ObservedServer, isFew: boolean): Fingerprint {
  const summary = answerOf(jsz);
  const meta = summary?.meta;
  const counts = JSON.stringify([summary?.accounts, summary?.streams, summary?.consumers]);
  const rest = JSON.stringify([
    answerOf(varz)?.apiLevel,
    summary?.apiLevel,
    identity.version,
    identity.jetstream,
    summary?.disabled,
    // In a large system, which other server leads is no reason to look at what this one holds.
    isFew || meta?.leader === identity.name || !meta?.leader ? meta?.leader : "another",
    meta?.peers.map((peer) => [peer.name, peer.current, peer.offline]).sort(),
    answerOf(health)?.error,
  ]);
  return { counts, rest };
}
