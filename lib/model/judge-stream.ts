import { type AccountView, blindness, OUT_OF_REACH, unobserved } from "./account-view.ts";
import type { StreamCase } from "./cases.ts";
import type { ObservedAccount, ObservedServer, StreamAnswers } from "./observation.ts";
import { consumerObstacleOn, obstacleOn } from "./obstacles.ts";
import { answerOf, type Probe } from "./probe.ts";
import type { Reason } from "./reason.ts";
import type { StreamPlacementReport, StreamReport } from "./report.ts";
import type { Demand } from "./required.ts";
import { isSurelyUp, leadingSighting, ledIn, type Sighting } from "./sighting.ts";
import { lostAtStart, withWriteError } from "./standalone.ts";
import { type Domain, hostsIn, runsJetStream, serverNamed } from "./topology.ts";
import { judge, type Verdict } from "./verdict.ts";

/** What is seen of a stream, and what was known of it. */
interface KnownStream {
  sightings: Sighting<StreamReport>[];
  /** As it was last diagnosed. */
  last: StreamCase | undefined;
}

/** Judges one stream; null where it does not exist. */
export function judgeStream(
  name: string,
  { sightings, last }: KnownStream,
  view: AccountView,
): Verdict<StreamReport> | null {
  const { account, domain, names } = view;
  const rememberedHosts = last?.stream.hosts ?? [];
  const placement = answerOf(account.placements.get(name));
  const isAssigned = account.names?.ok ? names.has(name) : null;
  const isUnlisted = !domain.isClustered && lacksList(account, domain);
  const isServed = domain.isClustered ? ledIn(domain) : isUnlisted ? isSurelyUp : () => false;
  const isApart = ({ identity }: ObservedServer): boolean => domain.apart.includes(identity.id);

  if (sightings.some(({ server }) => isApart(server))) return unobserved(OUT_OF_REACH);
  const isAlone = !domain.isClustered && domain.realms.length === 0;
  const lost = isAlone && isAssigned !== true ? lostAtStart(name, { sightings, last }, view) : null;
  if (lost) return lost;
  if (isAssigned === false && !leadingSighting(sightings, isServed)) {
    // It may be a stream of those servers of the domain that did not give the list.
    const isElsewhere = domain.realms.length > 0 && sightings.length > 0;
    return isElsewhere ? unobserved(OUT_OF_REACH) : null;
  }
  if (isUnlisted && !areGone(rememberedHosts, domain) && !leadingSighting(sightings, isServed)) {
    return unobserved(blindness(account, sightings.length > 0));
  }
  if (sightings.length === 0 && isAssigned === null) {
    // Only memory speaks for it: either it was deleted, or it is down where nobody says so.
    if (placement && isAssignedNowhere(placement, rememberedHosts, domain)) return null;
    const canNobodySay = domain.isClustered && !domain.metaLeader;
    if (!placement && !canNobodySay && !areGone(rememberedHosts, domain)) {
      return { ...unobserved(blindness(account, false)), isTransient: true };
    }
  }
  const verdict = judge({
    domain,
    sightings,
    isServed,
    answers: domain.isClustered ? (account.streams.get(name) ?? null) : listedAnswer(name, account, sightings),
    isObserved: account.access !== null,
    placement,
    rememberedHosts,
    obstacleOn: obstaclesOf({ sightings, last }),
  });
  // The API leads to that server, then, and not to the cluster.
  const leader = verdict?.leader ? serverNamed(domain, verdict.leader) : null;
  if (leader && isApart(leader)) return unobserved(OUT_OF_REACH);
  return verdict && withWriteError(verdict, name, view);
}

/**
 * Whether all servers that could host it say that they do not; one that is silent, knows no meta leader or runs no
 * JetStream cannot say so. One that nobody counts on any more was removed for good, with what it alone had.
 */
function isAssignedNowhere(
  { assigned, unassigned }: StreamPlacementReport,
  known: readonly string[],
  domain: Domain,
): boolean {
  const hosts = domain.servers.filter((server) => server.isAnswering && runsJetStream(server));
  const counted = known.filter((host) => isCountedOn(host, domain));
  if (counted.some((host) => !hosts.some(({ identity }) => identity.name === host))) return false;
  const ids = hosts.map(({ identity }) => identity.id);
  return ids.length > 0 && !ids.some((id) => assigned.includes(id)) && ids.every((id) => unassigned.includes(id));
}

/** While nobody leads the meta group, nobody says whom it counts on. */
function isCountedOn(host: string, domain: Domain): boolean {
  const { metaLeader, strangers } = domain;
  return !metaLeader || serverNamed(domain, host) !== null || strangers.some(({ name }) => name === host);
}

/** Whether none of these can run anything: they do not answer, or have no JetStream. */
function areGone(hosts: readonly string[], domain: Domain): boolean {
  const runs = (server: ObservedServer | null) => server?.isAnswering === true && runsJetStream(server);
  return hosts.length > 0 && !hosts.some((host) => runs(serverNamed(domain, host)));
}

function obstaclesOf({ sightings, last: known }: KnownStream): (server: ObservedServer) => Reason | null {
  const report = sightings[0]?.report;
  const needs: Demand = {
    kind: "stream",
    config: report?.config ?? known?.stream.config ?? null,
    requiredLevel: report?.requiredLevel ?? known?.stream.asset.requiredLevel ?? null,
  };
  return (server) => obstacleOn(server, needs) ?? consumerObstacleOn(server, consumersOf(sightings, known?.consumers));
}

function consumersOf(
  sightings: Sighting<StreamReport>[],
  known: StreamCase["consumers"] = new Map(),
): Map<string, Demand> {
  const consumers = new Map<string, Demand>();
  for (const [name, { asset, config }] of known) {
    consumers.set(name, { kind: "consumer", config, requiredLevel: asset.requiredLevel });
  }
  for (const { report } of sightings) {
    for (const { name, config, requiredLevel } of report.consumers) {
      consumers.set(name, { kind: "consumer", config, requiredLevel });
    }
  }
  return consumers;
}

/**
 * Whether a standalone server runs, but nobody tells which of its streams are offline: JSZ lists those too. LIST is asked
 * as soon as NAMES is answered: before it is only late.
 */
function lacksList({ access, list, names }: ObservedAccount, domain: Domain): boolean {
  if (access === null) return true;
  return (list ?? names)?.ok === false && hostsIn(domain).length > 0;
}

/**
 * What a standalone server's STREAM.LIST says of a stream. One created since runs: else it could not have been created.
 */
function listedAnswer(
  name: string,
  { list }: ObservedAccount,
  sightings: Sighting<StreamReport>[],
): Probe<StreamAnswers> | null {
  if (!list?.ok) return list;
  const { offline, streams } = list.value;
  const at = list.at;
  if (Object.hasOwn(offline, name)) {
    const reason = offline[name] ?? null;
    return { ok: true, at, value: [{ kind: "offline", reason, raw: reason ?? "" }] };
  }
  const report = sightings[0]?.report ?? streams.find((stream) => stream.name === name);
  return report ? { ok: true, at, value: [{ kind: "found", value: report }] } : null;
}
