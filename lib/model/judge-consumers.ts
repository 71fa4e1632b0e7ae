import { type AccountView, unobserved } from "./account-view.ts";
import type { Asset } from "./asset.ts";
import type { AssetCase, StreamCase } from "./cases.ts";
import { consumerKey, type ObservedServer } from "./observation.ts";
import { obstacleOn, undecodableOn } from "./obstacles.ts";
import { answerOf } from "./probe.ts";
import type { Reason } from "./reason.ts";
import { isMinority, lostReplicas } from "./replicas.ts";
import type { ConsumerReport, StreamReport } from "./report.ts";
import type { Demand } from "./required.ts";
import { ledIn, type Sighting, sightConsumers } from "./sighting.ts";
import { type Domain, isFollowingMeta, serverNamed } from "./topology.ts";
import { judge, type Verdict } from "./verdict.ts";

/** A stream with its own verdict, whose consumers are judged. */
export interface JudgedStream {
  asset: Asset;
  sightings: Sighting<StreamReport>[];
  verdict: Verdict<StreamReport>;
  /** As it was last diagnosed. */
  last: StreamCase | undefined;
}

/** Judges the consumers of a stream, by name; those that do not exist are left out. */
export function judgeConsumers(stream: JudgedStream, view: AccountView): Map<string, Verdict<ConsumerReport>> {
  const { account, domain } = view;
  const name = stream.asset.stream;
  const sightings = sightConsumers(stream.sightings);
  const listed = answerOf(account.consumerNames.get(name));
  const before = stream.last?.consumers ?? new Map<string, AssetCase>();
  const verdicts = new Map<string, Verdict<ConsumerReport>>();
  for (const consumer of new Set([...sightings.keys(), ...(listed ?? []), ...before.keys()])) {
    const known = before.get(consumer);
    const seen = sightings.get(consumer) ?? [];
    const demand = demandOf(seen, known);
    const passedOver = domain.isClustered || seen.length > 0 ? null : undecodableOnAny(known, demand, domain);
    // The meta leader's list is the last word on what exists, but that of a standalone server lacks what it stopped.
    const isListed = domain.isClustered && listed ? listed.includes(consumer) : null;
    if (seen.length === 0 && isListed === false) continue;
    const isUntold = seen.length === 0 && isListed === null && !passedOver;
    if (isUntold && isDeleted(known, stream, account.access === null)) continue;
    const own = judge<ConsumerReport>({
      domain,
      sightings: seen,
      isServed: domain.isClustered ? ledIn(domain) : () => true,
      answers: passedOver ? null : (account.consumers.get(consumerKey(name, consumer)) ?? null),
      isObserved: account.access !== null,
      placement: null,
      // Standalone, there is only one place.
      rememberedHosts: domain.isClustered ? (known?.hosts ?? []) : stream.verdict.replicas.map(({ server }) => server),
      obstacleOn: (server) => passedOver ?? obstacleOn(server, demand) ?? streamObstacleOn(server, stream.verdict),
    });
    // A server that stopped a stream does not find its other consumers: where it stands alone, only memory knows of
    // them.
    const isHidden = domain.isClustered ? isListed === true : known !== undefined;
    const isOwnFault = own !== null && isRefusedByAll(own, demand, domain);
    const goesOn = own !== null && domain.isClustered && isServedByItself(own, stream.verdict);
    const verdict = isOwnFault ? own : goesOn ? leftAlone(stream, own) : attachToStream(stream, own, isHidden);
    if (verdict) verdicts.set(consumer, verdict);
  }
  return verdicts;
}

function undecodableOnAny(known: AssetCase | undefined, demand: Demand, domain: Domain): Reason | null {
  for (const host of known?.hosts ?? []) {
    const server = serverNamed(domain, host);
    const reason = server?.isAnswering ? undecodableOn(server, demand) : null;
    if (reason) return reason;
  }
  return null;
}

/**
 * Whether a consumer that is no longer seen was deleted, as far as JSZ tells: a host that ran it still runs its stream,
 * but not the consumer. After trouble this may just be a restart that is not done yet: then INFO is asked. Where it cannot
 * be, one whose stream went to other servers is gone if none of these has it: when a peer is removed, its consumers are
 * moved only if they are durable (jetstream_cluster.go: removePeerFromStreamLocked).
 */
function isDeleted(known: AssetCase | undefined, { sightings, verdict }: JudgedStream, isBlind: boolean): boolean {
  if (!known || known.hosts.length === 0) return false;
  // A server that does not follow may not know the consumer yet.
  const tells = (host: string): boolean =>
    sightings.some(({ server }) => server.identity.name === host && isFollowingMeta(server));
  if (known.hosts.some(tells) && (isBlind || known.asset.state === "online")) return true;
  const hosts = verdict.replicas.map(({ server }) => server);
  const hasMoved = verdict.leader !== null && !hosts.some((host) => known.hosts.includes(host));
  return isBlind && hasMoved && hosts.every(tells);
}

function demandOf(sightings: Sighting<ConsumerReport>[], known: AssetCase | undefined): Demand {
  const report = sightings[0]?.report;
  const config = report?.config ?? known?.config ?? null;
  return { kind: "consumer", config, requiredLevel: report?.requiredLevel ?? known?.asset.requiredLevel ?? null };
}

/** What keeps the consumer's stream off a server. */
function streamObstacleOn({ identity }: ObservedServer, stream: Verdict<StreamReport>): Reason | null {
  const replica = stream.replicas.find(({ server }) => server === identity.name);
  if (!replica?.reason || (replica.state !== "offline" && replica.state !== "missing")) return null;
  return { ...replica.reason, text: `Its stream does not run on ${identity.name}: ${replica.reason.text}` };
}

/** Whether no host of it could run the consumer even if its stream were well. */
function isRefusedByAll({ state, replicas }: Verdict<ConsumerReport>, demand: Demand, domain: Domain): boolean {
  if (state !== "unavailable" || replicas.length === 0) return false;
  return replicas.every(({ server }) => {
    const host = serverNamed(domain, server);
    return host?.isAnswering && obstacleOn(host, demand) !== null;
  });
}

/**
 * Whether a consumer has a leader by that leader's own word although its stream has none, as one with a single replica
 * on a host that is left: what is stored there is delivered and acknowledged as before (shown on real servers by
 * tests/collector/quorum-lost.test.ts).
 */
function isServedByItself(
  { state, isUnsure, replicas }: Verdict<ConsumerReport>,
  stream: Verdict<StreamReport>,
): boolean {
  const isServed = (state === "online" || state === "degraded") && !isUnsure;
  // A leader finds out late that it has lost its majority, which is likely where its stream has.
  return stream.state === "unavailable" && isServed && !isMinority(replicas, lostReplicas(replicas));
}

/** Nothing new comes to it while its stream has no leader. */
function leftAlone({ asset, verdict }: JudgedStream, own: Verdict<ConsumerReport>): Verdict<ConsumerReport> {
  const { isTransient, silentSince } = verdict;
  const reason = streamReason(asset, verdict);
  const text = `${own.leader} delivers what it has of the stream, but nothing new comes. ${reason.text}`;
  return { ...own, state: "degraded", isTransient, silentSince, reason: { ...reason, text } };
}

/** A consumer is down with its stream: by its own reason where it has one, else by its stream's. */
function attachToStream(
  { asset, verdict }: JudgedStream,
  judged: Verdict<ConsumerReport> | null,
  isHidden: boolean,
): Verdict<ConsumerReport> | null {
  const { state } = verdict;
  if (state === "unobserved") return { ...unobserved(verdict.reason), isTransient: verdict.isTransient };
  if (state === "online" || state === "degraded") return judged;
  const own = judged ?? (isHidden ? unobserved<ConsumerReport>(null) : null);
  if (own === null || own.state === "offline") return own;
  const { isTransient, silentSince, replicas } = verdict;
  return {
    ...own,
    state,
    isTransient,
    silentSince,
    reason: streamReason(asset, verdict),
    leader: null,
    replicas: own.replicas.length > 0 ? own.replicas : replicas,
  };
}

function streamReason(stream: Asset, { state, reason }: Verdict<StreamReport>): Reason {
  const why = reason ? `: ${reason.text}` : ".";
  return {
    kind: "stream-offline",
    raw: reason?.raw ?? null,
    text: `Its stream ${stream.stream} is ${state}${why}`,
    inferred: reason?.inferred ?? true,
    ...(reason?.servers && { servers: reason.servers }),
  };
}
