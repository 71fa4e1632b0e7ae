import { type Asset, type AssetName, assetId } from "./asset.ts";
import { explained } from "./explain.ts";
import { accountKey, type Memory, NO_MEMORY, type Remembered, type RememberedStream } from "./memory.ts";
import { blameBlockers } from "./meta-block.ts";
import { consumerKey, type Observation, type ObservedAccount, type StreamAnswers } from "./observation.ts";
import { answerOf, type Probe } from "./probe.ts";
import { inferReason, type Reason } from "./reason.ts";
import type { ConsumerReport, StreamReport } from "./report.ts";
import { settle } from "./settling.ts";
import {
  type AssetReport,
  isLed,
  isSurelyUp,
  leadingSighting,
  type Sighting,
  sightConsumers,
  sightStreams,
} from "./sighting.ts";
import { type Domain, type Topology, topologyOf } from "./topology.ts";
import { judge, type Verdict } from "./verdict.ts";

export interface Diagnosis {
  topology: Topology;
  /** By asset id. */
  assets: ReadonlyMap<string, Asset>;
  /** Ids of assets of which only their own INFO says that they run. */
  unsure: ReadonlySet<string>;
  memory: Memory;
}

export const NO_DIAGNOSIS: Diagnosis = {
  topology: { domains: new Map() },
  assets: new Map(),
  unsure: new Set(),
  memory: NO_MEMORY,
};

/** Concludes the state and reason of every asset from one observation and what was seen before. */
export function diagnose(observation: Observation, memory: Memory): Diagnosis {
  const topology = topologyOf(observation);
  const concluded: Concluded = { assets: new Map(), unsure: new Set() };
  const accounts = new Map<string, Map<string, RememberedStream>>();
  const sightings = new Map([...topology.domains].map(([name, domain]) => [name, sightStreams(domain)]));

  for (const account of observation.accounts) {
    const domain = topology.domains.get(account.domain);
    if (!domain) continue;
    const key = accountKey(account.domain, account.account);
    const view: AccountView = {
      domain,
      account,
      streams: sightings.get(account.domain)?.get(account.account) ?? new Map(),
      before: memory.accounts.get(key) ?? new Map(),
      memory,
      now: observation.at,
      names: new Set(answerOf(account.names)),
    };
    accounts.set(key, diagnoseAccount(view, concluded));
  }
  const after = { hasBegun: true, accounts };
  const assets = blameBlockers(concluded.assets, topology, after);
  return { topology, assets, unsure: concluded.unsure, memory: after };
}

interface Concluded {
  assets: Map<string, Asset>;
  unsure: Set<string>;
}

interface AccountView {
  domain: Domain;
  account: ObservedAccount;
  streams: Map<string, Sighting<StreamReport>[]>;
  before: ReadonlyMap<string, RememberedStream>;
  memory: Memory;
  now: number;
  /** Assigned streams; empty where NAMES brought none. */
  names: Set<string>;
}

function diagnoseAccount(view: AccountView, concluded: Concluded): Map<string, RememberedStream> {
  const remembered = new Map<string, RememberedStream>();
  for (const name of new Set([...view.streams.keys(), ...view.names, ...view.before.keys()])) {
    const verdict = judgeStream(name, view);
    if (!verdict) continue;
    const before = view.before.get(name);
    const id = { domain: view.account.domain, account: view.account.account, stream: name, consumer: null };
    const stream = conclude(id, verdict, before?.stream, view);
    note(stream.asset, verdict, concluded);
    const consumers = diagnoseConsumers(stream.asset, verdict, view, concluded);
    remembered.set(name, { stream: stream.remembered, consumers });
  }
  return remembered;
}

function note(asset: Asset, { isUnsure }: Verdict<AssetReport>, { assets, unsure }: Concluded): void {
  assets.set(asset.id, asset);
  if (isUnsure) unsure.add(asset.id);
}

function judgeStream(name: string, view: AccountView): Verdict<StreamReport> | null {
  const { account, domain, names } = view;
  const sightings = view.streams.get(name) ?? [];
  const before = view.before.get(name);
  const placement = answerOf(account.placements.get(name));
  const isAssigned = account.names?.ok ? names.has(name) : null;
  const isServed = domain.isClustered ? isLed : account.access === null ? isSurelyUp : () => false;

  if (isAssigned === false && !leadingSighting(sightings, isServed)) return null;
  if (!domain.isClustered && account.access === null && !leadingSighting(sightings, isServed)) {
    return unobserved(blindness(account));
  }
  if (sightings.length === 0 && isAssigned === null) {
    // Only memory speaks for it: either it was deleted, or it is down where nobody says so.
    if (placement?.assigned.length === 0) return null;
    const canAsk = domain.isClustered && !domain.metaLeader;
    if (!canAsk && !placement) return unobserved(blindness(account));
  }
  return judge({
    domain,
    sightings,
    isServed,
    answers: domain.isClustered ? (account.streams.get(name) ?? null) : listedAnswer(name, account, sightings),
    isObserved: account.access !== null,
    placement,
    rememberedHosts: before?.stream.hosts ?? [],
    rememberedLevel: before?.stream.requiredLevel ?? null,
  });
}

/** What a standalone server's STREAM.LIST says of a stream. One created after it runs, as it could not be else. */
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

function diagnoseConsumers(
  stream: Asset,
  streamVerdict: Verdict<StreamReport>,
  view: AccountView,
  concluded: Concluded,
): Map<string, Remembered> {
  const { account, domain } = view;
  const sightings = sightConsumers(view.streams.get(stream.stream) ?? []);
  const listed = account.consumerNames.get(stream.stream);
  const before = view.before.get(stream.stream)?.consumers ?? new Map<string, Remembered>();
  const remembered = new Map<string, Remembered>();
  for (const name of consumersToJudge(stream, domain.isClustered, sightings, listed, before)) {
    const known = before.get(name);
    const own = () =>
      judge<ConsumerReport>({
        domain,
        sightings: sightings.get(name) ?? [],
        isServed: domain.isClustered ? isLed : () => true,
        answers: account.consumers.get(consumerKey(stream.stream, name)) ?? null,
        isObserved: account.access !== null,
        placement: null,
        rememberedHosts: known?.hosts ?? [],
        rememberedLevel: known?.requiredLevel ?? null,
      });
    // A server that stopped a stream does not find its other consumers: where it stands alone memory knows of them,
    // in a cluster the meta leader lists them still.
    const isHidden = domain.isClustered ? answerOf(listed)?.includes(name) === true : known !== undefined;
    const verdict = attachToStream(stream, streamVerdict, own, isHidden);
    if (!verdict) continue;
    const consumer = conclude({ ...stream, consumer: name }, verdict, known, view);
    note(consumer.asset, verdict, concluded);
    remembered.set(name, consumer.remembered);
  }
  return remembered;
}

/** While a stream is whole its servers list all consumers; where it is not, the meta leader and memory know of more. */
function consumersToJudge(
  stream: Asset,
  isClustered: boolean,
  sightings: Map<string, unknown>,
  listed: Probe<string[]> | undefined,
  before: ReadonlyMap<string, Remembered>,
): Set<string> {
  if (stream.state === "online") return new Set(sightings.keys());
  const others = listed?.ok && isClustered ? listed.value : [...before.keys(), ...(answerOf(listed) ?? [])];
  return new Set([...sightings.keys(), ...others]);
}

/** A consumer is down with its stream: by its own reason where it has one, else by its stream's. */
function attachToStream(
  stream: Asset,
  streamVerdict: Verdict<StreamReport>,
  judgeOwn: () => Verdict<ConsumerReport> | null,
  isHidden: boolean,
): Verdict<ConsumerReport> | null {
  const { state } = streamVerdict;
  if (state === "unobserved") return unobserved(streamVerdict.reason);
  const own = judgeOwn() ?? (isHidden ? unobserved<ConsumerReport>(null) : null);
  if (state === "online" || state === "degraded" || own === null) return own;
  if (own.state === "offline") return own;
  const why = streamVerdict.reason ? `: ${streamVerdict.reason.text}` : ".";
  const reason: Reason = {
    kind: "stream-offline",
    raw: streamVerdict.reason?.raw ?? null,
    text: `Its stream ${stream.stream} is ${state}${why}`,
    inferred: streamVerdict.reason?.inferred ?? true,
    ...(streamVerdict.reason?.servers && { servers: streamVerdict.reason.servers }),
  };
  const { isTransient, silentSince, replicas } = streamVerdict;
  return {
    ...own,
    state,
    isTransient,
    silentSince,
    reason,
    leader: null,
    replicas: own.replicas.length > 0 ? own.replicas : replicas,
  };
}

function unobserved<T extends AssetReport>(reason: Reason | null): Verdict<T> {
  return {
    state: "unobserved",
    isTransient: false,
    silentSince: null,
    reason,
    leader: null,
    replicas: [],
    isUnsure: false,
    report: null,
  };
}

function blindness(account: ObservedAccount): Reason {
  if (account.access === null) {
    return inferReason(
      "not-observed",
      `Account ${account.account} is not observed, and JSZ lists it no more: deleted or offline.`,
    );
  }
  const fault = account.names && !account.names.ok ? account.names.message : "not asked yet";
  return inferReason("no-answer", `The list of assigned streams is not known (${fault}).`);
}

function conclude<T extends AssetReport>(
  name: AssetName,
  verdict: Verdict<T>,
  before: Remembered | undefined,
  view: AccountView,
): { asset: Asset; remembered: Remembered } {
  const { domain, account, stream, consumer } = name;
  const { report } = verdict;
  const settled = settle(verdict, before, view.memory, view.now);
  const runs = verdict.state === "online" || verdict.state === "degraded";
  // An offline stream standalone reports an empty state: what it held is what it said while it ran.
  const state = runs && report && "state" in report ? report.state : null;
  const cluster = report?.placement?.cluster ?? before?.cluster ?? null;
  const requiredLevel = report?.requiredLevel ?? before?.requiredLevel ?? verdict.reason?.requiredLevel ?? null;
  const config = report?.config ?? before?.config ?? null;
  const kind = consumer === null ? "stream" : "consumer";
  const asset: Asset = {
    id: assetId({ domain, account, stream, consumer }),
    kind,
    domain,
    account,
    stream,
    consumer,
    cluster,
    state: settled.state,
    requiredLevel,
    leader: verdict.leader,
    replicas: verdict.replicas,
    reason: explained(verdict.reason, { kind, config, requiredLevel }, view.domain),
    since: settled.since,
  };
  const remembered: Remembered = {
    ...settled,
    hosts:
      runs && verdict.replicas.length > 0 ? verdict.replicas.map((replica) => replica.server) : (before?.hosts ?? []),
    cluster,
    requiredLevel,
    config,
    configAt: report?.config ? view.now : (before?.configAt ?? null),
    createdAt: report?.createdAt ?? before?.createdAt ?? null,
    messages: state?.messages ?? before?.messages ?? null,
    bytes: state?.bytes ?? before?.bytes ?? null,
  };
  return { asset, remembered };
}
