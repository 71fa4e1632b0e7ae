import type { AssetState, Replica } from "./asset.ts";
import { explainDown, noQuorum } from "./down.ts";
import { contextOf, type Evidence, knownHosts, lastHeard, wordsOf } from "./evidence.ts";
import type { ObservedServer } from "./observation.ts";
import { parseReason, type Reason } from "./reason.ts";
import { hostReplicas, isHeard, lostReplicas, replicasOf, troubledReplicas, unseenReason } from "./replicas.ts";
import type { AssetAnswer } from "./report.ts";
import { type AssetReport, hostsOf, leadingSighting, type Sighting } from "./sighting.ts";
import { type Domain, isFollowingMeta, runsJetStream, serverNamed } from "./topology.ts";

/** What is concluded of one asset from one observation, before time smooths it. */
export interface Verdict<T extends AssetReport> {
  state: Exclude<AssetState, "settling">;
  /** True while the servers may still be electing, recovering or being asked: shown as settling for a while. */
  isTransient: boolean;
  /** When the servers concerned were last heard, where their silence is the cause, ms since the epoch; else null. */
  silentSince: number | null;
  reason: Reason | null;
  leader: string | null;
  replicas: Replica[];
  /** Whether only its own INFO says that it runs: then that has to be asked again. */
  isUnsure: boolean;
  /** The best report of it; null where it was not seen this time. */
  report: T | null;
  /** When it was reported, ms since the epoch. */
  reportedAt: number | null;
}

/** Judges an asset. Null where it does not exist: the servers say so, or nothing speaks for it. */
export function judge<T extends AssetReport>(evidence: Evidence<T>): Verdict<T> | null {
  const { answers } = evidence;
  const leading = leadingSighting(evidence.sightings, evidence.isServed);
  const answered = answers?.ok ? answers.value : [];
  const found = answered.flatMap((answer) => (answer.kind === "found" ? [answer.value] : []));
  const served = found.filter((report) => isServing(report, evidence.domain));
  const serving = served.find((report) => !isOutdated(report, evidence));
  const refused = answered.some((answer) => answer.kind === "offline");
  const isOverruled = answers !== null && leading !== null && answers.at > leading.at && refused && served.length === 0;

  if (leading && !isOverruled) {
    const verdict = running(leading, evidence, false);
    // Peers come and go: when an asset is moved, its leader says so in INFO before its details say it.
    const hasSaidMore =
      answers !== null && answers.at > leading.reportedAt && serving?.placement?.leader === verdict.leader;
    if (verdict.state !== "unavailable" || !hasSaidMore) return verdict;
  }
  if (serving && answers) {
    const server = evidence.sightings[0]?.server ?? null;
    return running({ report: serving, server, reportedAt: answers.at }, evidence, true);
  }
  const told = answers === null ? toldByMembers(evidence) : null;
  if (told) return running(told, evidence, true);
  if (refused) return down(evidence, answered, isLeaderless(evidence, found));
  if (answers?.ok && answered.every((answer) => answer.kind === "not-found")) return null;
  return down(evidence, answered, false);
}

/**
 * What the members say where their leader's details have not come: all of them hear it. They tell of each other's state
 * too, but only a leader knows that.
 */
function toldByMembers<T extends AssetReport>({
  domain,
  sightings,
}: Evidence<T>): { report: T; server: ObservedServer; reportedAt: number } | null {
  const members = sightings.filter(({ server }) => domain.metaLeader === null || isFollowingMeta(server));
  const newestTold = newest(members);
  const { placement } = newestTold?.report ?? {};
  const leader = placement?.leader ? serverNamed(domain, placement.leader) : null;
  if (!newestTold || !placement || !leader?.isAnswering || !runsJetStream(leader) || leader.detail?.ok) return null;
  const { name } = leader.identity;
  const isHeardBy = ({ report, reportedAt }: Sighting<T>): boolean =>
    report.placement?.leader === name &&
    report.placement.peers.some((peer) => peer.name === name && isHeard(peer, reportedAt, domain));
  if (!members.every(isHeardBy)) return null;
  const peers = hostsOf(members).map((host) => ({ ...UNTOLD, name: host }));
  return { ...newestTold, server: leader, report: { ...newestTold.report, placement: { ...placement, peers } } };
}

/** A peer of which only its own server can tell how it is. */
const UNTOLD = { peer: null, current: true, offline: false, heardSecondsAgo: null };

/** In a cluster, members of a stopped group answer INFO with the config alone: without a leader nothing serves. */
function isServing(report: AssetReport, domain: Domain): boolean {
  return report.placement ? report.placement.leader !== null : !domain.isClustered;
}

/** How long details may be under way, ms: those that come after an answer may have been sent before it. */
const UNDER_WAY_MS = 2_000;

/**
 * Whether the server that an answer names as leader has said since that it does not lead. While it has said nothing, as
 * between two rounds of details, the answer holds until INFO says otherwise.
 */
function isOutdated<T extends AssetReport>({ placement }: T, { answers, sightings }: Evidence<T>): boolean {
  const leader = placement?.leader ?? null;
  const own = sightings.find(({ server }) => server.identity.name === leader);
  if (!own || !answers) return false;
  // `at` will not do: details that were only found unchanged may have been asked for in short, without the leaders of
  // consumers.
  return own.reportedAt - answers.at > UNDER_WAY_MS && own.report.placement?.leader !== leader;
}

/** Whether a member has its replica but no leader: it would run it, if only the others did. */
function isLeaderless<T extends AssetReport>({ domain, sightings }: Evidence<T>, found: T[]): boolean {
  return domain.isClustered && (sightings.length > 0 || found.some((report) => report.placement !== null));
}

function running<T extends AssetReport>(
  { report, server: host, reportedAt }: { report: T; server: ObservedServer | null; reportedAt: number },
  evidence: Evidence<T>,
  isUnsure: boolean,
): Verdict<T> {
  const { placement } = report;
  // Standalone there is no group: the only server serves it.
  const leader = placement ? placement.leader : (host?.identity.name ?? null);
  const peers = placement?.peers ?? [];
  const replicas = replicasOf({ leader, peers, reportedAt }, contextOf(evidence));
  const [worst] = troubledReplicas(replicas);
  // A leader finds out only after 10 s or more that the others are gone (raft.go: lostQuorumCheckInterval).
  const heard = new Set(peers.filter((each) => isHeard(each, reportedAt, evidence.domain)).map((peer) => peer.name));
  const lost = lostReplicas(replicas).filter(({ server }) => !heard.has(server));
  const minority = noQuorum(replicas, lost);
  const base = { leader, replicas, isUnsure, report, reportedAt };
  if (minority) {
    const silentSince = lastHeard(minority.servers ?? [], evidence.domain);
    return { ...base, state: "unavailable", isTransient: true, silentSince, reason: minority };
  }
  return {
    ...base,
    state: worst ? "degraded" : "online",
    // A refusal stands at once; the rest may be an election or a catch-up.
    isTransient: worst !== undefined && worst.state !== "offline",
    silentSince: null,
    reason: worst?.reason ?? null,
  };
}

function down<T extends AssetReport>(
  evidence: Evidence<T>,
  answered: AssetAnswer<T>[],
  isLeaderless: boolean,
): Verdict<T> {
  const found = answered.flatMap((answer) => (answer.kind === "found" ? [answer.value] : []));
  const sighting = newest(evidence.sightings);
  const report = sighting?.report ?? found.find(({ placement }) => placement !== null) ?? null;
  const reportedAt = sighting?.reportedAt ?? evidence.answers?.at ?? null;
  const hosts = knownHosts(evidence, found);
  const context = contextOf(evidence);
  const replicas = hostReplicas(hosts, context);
  const words = context.offlineReasons[0];
  const base = { leader: null, replicas, isUnsure: false, report, reportedAt };
  if (words !== undefined && !isLeaderless) {
    const reason = parseReason(words, refusing(replicas));
    return { ...base, state: "offline", isTransient: false, silentSince: null, reason };
  }
  const silence = evidence.answers && !evidence.answers.ok ? evidence.answers.message : null;
  const raw = answered.flatMap((answer) => (answer.kind === "offline" ? [answer.raw] : []))[0] ?? null;
  const { domain, isObserved } = evidence;
  const unseen = isObserved ? null : unseenReason(replicas);
  if (unseen) return { ...base, state: "unobserved", isTransient: true, silentSince: null, reason: unseen };
  const reason = explainDown({ domain, hosts, replicas, raw, words: wordsOf(evidence), silence, isObserved });
  const silentSince = lastHeard(reason.servers ?? [], domain);
  return { ...base, state: "unavailable", isTransient: true, silentSince, reason };
}

function refusing(replicas: Replica[]): string[] {
  return replicas.filter((replica) => replica.state === "offline").map((replica) => replica.server);
}

function newest<T extends AssetReport>(sightings: Sighting<T>[]): Sighting<T> | null {
  return sightings.toSorted((a, b) => b.at - a.at)[0] ?? null;
}
