import type { ObservedServer } from "../model/observation.ts";
import { answerOf, type Probe } from "../model/probe.ts";
import type {
  HealthReport,
  JszDetailReport,
  JszReport,
  ServerIdentity,
  StatszReport,
  VarzReport,
} from "../model/report.ts";
import { runsJetStream } from "../model/topology.ts";
import { listed } from "../model/words.ts";
import { PING_SUBJECTS } from "../nats/subjects.ts";
import type { Untold } from "./ask-summaries.ts";
import { statszFingerprint, withBriefJsz, withBriefVarz, withKnownPeers } from "./brief.ts";
import { createDeparted } from "./departed.ts";
import { type Fingerprint, fingerprintOf } from "./fingerprint.ts";
import { type Gaps, isNewGap } from "./gaps.ts";
import { clusterOf } from "./server-place.ts";

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
  const departed = createDeparted(servers);
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
  /** Gaps in accounts, from STATSZ to the summary after it; in streams, from the summary to the details, and the other way. */
  const [accountGaps, detailGaps, summaryGaps]: [Gaps, Gaps, Gaps] = [new Map(), new Map(), new Map()];
  const notes = [fingerprints, faults, brief, summarised, missed, unsummed, accountGaps, detailGaps, summaryGaps];

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
          if (!isAnswering) departed.noteSilent(server);
          const gone = { silentSince: server.lastSeenAt, detail: null, health: null };
          update(id, isAnswering ? { isAnswering, silentSince: null } : { isAnswering, ...gone });
          // Its summary is from before: once it is back it is asked at once, whatever STATSZ says.
          if (!isAnswering) for (const each of [summarised, missed, unsummed]) each.delete(id);
        }
        // It no longer runs anything, and is not asked for details that would say so.
        if (server.detail !== null && !runsJetStream(server)) update(id, { detail: null });
        const next = fingerprintOf(server, servers.size);
        const last = fingerprints.get(id);
        const isOther = isNewSummaryGap(server) || last?.counts !== next.counts;
        if (isAnswering && last?.rest !== next.rest) changes.serverIds.add(id);
        else if (isAnswering && isOther) changes.countedIds.add(id);
        fingerprints.set(id, next);
      }
      for (const server of departed.drop(at)) noteChange(server, changes);
      for (const each of notes) for (const id of each.keys()) if (!servers.has(id)) each.delete(id);
      return changes;
    },
    // A newcomer counts from the end of the round in which it answered.
    servers: () => [...servers.values()].filter((server) => server.isAnswering || server.silentSince !== null),
    countedTwice: departed.countedTwice,
    server: (id) => servers.get(id) ?? null,
    answeringIds: () =>
      new Set([...servers.values()].filter((server) => server.isAnswering).map(({ identity }) => identity.id)),
    clear() {
      for (const each of [servers, departed, ...notes]) each.clear();
    },
  };
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
