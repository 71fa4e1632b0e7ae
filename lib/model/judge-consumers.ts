import { type AccountView, unobserved } from "./account-view.ts";
import type { Asset } from "./asset.ts";
import type { Remembered } from "./memory.ts";
import { consumerKey, type ObservedServer } from "./observation.ts";
import { obstacleOn } from "./obstacles.ts";
import { answerOf } from "./probe.ts";
import type { Reason } from "./reason.ts";
import type { ConsumerReport, StreamReport } from "./report.ts";
import { isLed, type Sighting, sightConsumers } from "./sighting.ts";
import { judge, type Verdict } from "./verdict.ts";

/** A stream with its own verdict, whose consumers are judged. */
export interface JudgedStream {
  asset: Asset;
  verdict: Verdict<StreamReport>;
}

/** Judges the consumers of a stream, by name; those that do not exist are left out. */
export function judgeConsumers(stream: JudgedStream, view: AccountView): Map<string, Verdict<ConsumerReport>> {
  const { account, domain } = view;
  const name = stream.asset.stream;
  const hosts = view.streams.get(name) ?? [];
  const sightings = sightConsumers(hosts);
  const listed = answerOf(account.consumerNames.get(name));
  const before = view.before.get(name)?.consumers ?? new Map<string, Remembered>();
  const verdicts = new Map<string, Verdict<ConsumerReport>>();
  for (const consumer of new Set([...sightings.keys(), ...(listed ?? []), ...before.keys()])) {
    const known = before.get(consumer);
    const seen = sightings.get(consumer) ?? [];
    const answers = account.consumers.get(consumerKey(name, consumer)) ?? null;
    // The meta leader's list is the last word on what exists, but that of a standalone server lacks what it stopped.
    const isListed = domain.isClustered && listed ? listed.includes(consumer) : null;
    if (seen.length === 0 && isListed === false) continue;
    if (seen.length === 0 && isListed === null && isDeleted(known, hosts, account.access === null)) continue;
    const own = judge<ConsumerReport>({
      domain,
      sightings: seen,
      isServed: domain.isClustered ? isLed : () => true,
      answers,
      isObserved: account.access !== null,
      placement: null,
      rememberedHosts: known?.hosts ?? [],
      obstacleOn: obstaclesOf(seen, known, stream.verdict),
    });
    // A server that stopped a stream does not find its other consumers: where it stands alone memory knows of them.
    const isHidden = domain.isClustered ? isListed === true : known !== undefined;
    const verdict = attachToStream(stream, own, isHidden);
    if (verdict) verdicts.set(consumer, verdict);
  }
  return verdicts;
}

/**
 * Whether a consumer that is seen no more was deleted, as far as JSZ tells: a host that ran it still runs its stream,
 * but not it. After trouble this may only be a restart that is not done yet: then INFO is asked, where it can be.
 */
function isDeleted(known: Remembered | undefined, hosts: Sighting<StreamReport>[], isBlind: boolean): boolean {
  if (!known) return false;
  const isHostWithoutIt = hosts.some(({ server }) => known.hosts.includes(server.identity.name));
  return isHostWithoutIt && (isBlind || known.state === "online");
}

/** What speaks against the consumer itself, else what keeps its stream off the server. */
function obstaclesOf(
  sightings: Sighting<ConsumerReport>[],
  known: Remembered | undefined,
  stream: Verdict<StreamReport>,
): (server: ObservedServer) => Reason | null {
  const report = sightings[0]?.report;
  const config = report?.config ?? known?.config ?? null;
  const requiredLevel = report?.requiredLevel ?? known?.requiredLevel ?? null;
  return (server) => {
    const replica = stream.replicas.find((each) => each.server === server.identity.name);
    const isStopped = replica?.state === "offline" || replica?.state === "missing";
    return obstacleOn(server, { kind: "consumer", config, requiredLevel }) ?? (isStopped ? replica.reason : null);
  };
}

/** A consumer is down with its stream: by its own reason where it has one, else by its stream's. */
function attachToStream(
  { asset, verdict }: JudgedStream,
  judged: Verdict<ConsumerReport> | null,
  isHidden: boolean,
): Verdict<ConsumerReport> | null {
  const { state } = verdict;
  if (state === "unobserved") return unobserved(verdict.reason);
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
