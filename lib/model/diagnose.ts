import type { AccountView } from "./account-view.ts";
import {
  type AccountCase,
  type Cases,
  isOpen,
  NO_ACCOUNT,
  NO_CASES,
  type StreamCase,
  withAccounts,
  withStreams,
} from "./cases.ts";
import { conclude } from "./conclude.ts";
import { isSame } from "./delta.ts";
import { changeSince, type DomainChange, type Standing, standingOf } from "./domain-change.ts";
import { dueStreams, isStill } from "./due-streams.ts";
import { judgeConsumers } from "./judge-consumers.ts";
import { judgeStream } from "./judge-stream.ts";
import { type Blockers, blockersIn } from "./meta-block.ts";
import type { Observation, ObservedAccount } from "./observation.ts";
import { answerOf } from "./probe.ts";
import type { StreamReport } from "./report.ts";
import { NO_SIGHTINGS, type Resighted, resight, type Sighting, type Sightings, sightingsOf } from "./sighting.ts";
import { type Domain, serverNamed, type Topology, topologyOf } from "./topology.ts";
import { atOnce, type Work } from "./work.ts";

export interface Diagnosis {
  topology: Topology;
  cases: Cases;
  blockers: Blockers;
  /** Whether time alone changes a state, without anything new. */
  isSettling: boolean;
  /** What it rests on, so that the next one need only look at what is new. */
  basis: Basis;
}

interface Basis {
  domains: ReadonlyMap<string | null, { sightings: Sightings; standing: Standing }>;
  accounts: readonly ObservedAccount[];
}

export const NO_DIAGNOSIS: Diagnosis = {
  topology: { domains: new Map() },
  cases: NO_CASES,
  blockers: {},
  isSettling: false,
  basis: { domains: new Map(), accounts: [] },
};

/** A domain with what is new in it. */
interface Home {
  domain: Domain;
  sightings: Sightings;
  resighted: Resighted;
  standing: Standing;
  change: DomainChange;
}

/** Concludes the state and reason of every asset from one observation and what was diagnosed before. */
export function diagnose(observation: Observation, before: Diagnosis): Diagnosis {
  return atOnce(diagnosing(observation, before));
}

/**
 * The same in steps. Only what is new is looked at: an asset of which neither servers nor its account nor the time say
 * anything new keeps its case, and the result is as if all were judged anew (tests/unit/model/incremental.test.ts).
 */
export function* diagnosing(observation: Observation, before: Diagnosis): Work<Diagnosis> {
  const { basis, blockers } = before;
  const topology = topologyOf(observation);
  const said = JSON.stringify(blockers);
  const homes = new Map<string | null, Home>();
  for (const [name, domain] of topology.domains) {
    const last = basis.domains.get(name);
    const seen = yield* resight(domain, last?.sightings ?? NO_SIGHTINGS);
    const standing = standingOf(domain, said);
    homes.set(name, { domain, ...seen, standing, change: changeSince(last?.standing, standing) });
  }
  const cases = yield* caseAll(observation, before, homes);
  const after = {
    topology,
    cases,
    blockers: blockersIn(topology, cases),
    isSettling: settles(cases),
    basis: basisOf(observation, homes),
  };
  // Only now is it known who is to blame for a server's being behind.
  return isSame(after.blockers, blockers) ? after : yield* diagnosing(observation, after);
}

function* caseAll(observation: Observation, before: Diagnosis, homes: ReadonlyMap<string | null, Home>): Work<Cases> {
  const { accounts: known, open, hasBegun } = before.cases;
  const lastSeen = finderIn(before.basis.accounts);
  const changed = new Map<string, AccountCase | null>();
  let present = 0;
  let come = 0;
  for (const account of observation.accounts) {
    const home = homes.get(account.domain);
    if (!home) continue;
    const { key } = account;
    const seen = lastSeen(key);
    present += 1;
    if (!open.has(key) && isStill(account, seen, home)) continue;
    const last = known.get(key);
    if (!last) come += 1;
    const view: AccountView = {
      domain: home.domain,
      account,
      sightings: home.sightings,
      before: last ?? NO_ACCOUNT,
      hasBegun,
      now: observation.at,
      blockers: before.blockers,
      names: new Set(),
    };
    const next = yield* caseAccount(view, home, seen);
    if (next !== last) changed.set(key, next);
  }
  // Each that was looked at once has a case.
  if (known.size + come > present) {
    const left = new Set(observation.accounts.filter(({ domain }) => homes.has(domain)).map(({ key }) => key));
    for (const key of known.keys()) if (!left.has(key)) changed.set(key, null);
  }
  return hasBegun && changed.size === 0 ? before.cases : withAccounts(before.cases, changed);
}

/** Finds accounts by key, fast where they are asked for in the order in which they stand. */
function finderIn(accounts: readonly ObservedAccount[]): (key: string) => ObservedAccount | undefined {
  let next = 0;
  let byKey: Map<string, ObservedAccount> | undefined;
  return (key) => {
    const account = accounts[next++];
    if (account?.key === key) return account;
    byKey ??= new Map(accounts.map((each) => [each.key, each]));
    return byKey.get(key);
  };
}

function* caseAccount(
  view: AccountView,
  { resighted, change }: Home,
  last: ObservedAccount | undefined,
): Work<AccountCase> {
  const due = dueStreams(view, { last, change, resighted });
  // With thousands of accounts, finding that nothing is due takes its time as well.
  yield;
  if (due.size === 0) return view.before;
  const named = { ...view, names: new Set(answerOf(view.account.names)) };
  const changed = new Map<string, StreamCase | null>();
  for (const stream of due) {
    changed.set(stream, caseStream(stream, named));
    yield;
  }
  return withStreams(view.before, changed);
}

/** How many times a stream is judged again by what was found of it: a bound, to be sure that it ends. */
const MOST_ROUNDS = 4;

/** A stream with its consumers; null where it does not exist. */
function caseStream(name: string, view: AccountView): StreamCase | null {
  let last = view.before.streams.get(name);
  for (let round = 1; ; round++) {
    const next = judgeAll(name, last, view);
    // Where it is not well, what was known before counts: what its consumers need, and where it was.
    const isFinal = !next || !isOpen(next) || isSame(knownOf(last), knownOf(next));
    if (isFinal || round === MOST_ROUNDS) return next;
    last = next;
  }
}

/** What the next verdict on a stream may rest on. */
function knownOf(known: StreamCase | undefined) {
  const consumers = [...(known?.consumers ?? [])].map(([name, { asset, hosts, config }]) => [
    name,
    hosts,
    asset.requiredLevel,
    config,
  ]);
  return [known?.stream.hosts, consumers];
}

function judgeAll(name: string, last: StreamCase | undefined, view: AccountView): StreamCase | null {
  const { account, domain } = view;
  const seen = sightingsOf(view.sightings, domain, account.account, name);
  const own = seen.filter(({ server }) => !domain.apart.includes(server.identity.id));
  // A stream that a server has for itself is not the one of that name in the domain's cluster.
  const sightings = own.length > 0 || isInCluster(name, last, view) ? own : seen;
  const verdict = judgeStream(name, { sightings, last }, view);
  if (!verdict) return null;
  const id = { domain: account.domain, account: account.account, stream: name, consumer: null };
  const stream = conclude(id, verdict, last?.stream, view);
  const verdicts = judgeConsumers({ asset: stream.asset, sightings, verdict, last }, view);
  const consumers = new Map(
    [...verdicts].map(([consumer, own]) => [
      consumer,
      conclude({ ...id, consumer }, own, last?.consumers.get(consumer), view),
    ]),
  );
  return { stream, consumers, hosts: hostsOf({ stream, consumers }, sightings) };
}

/**
 * Whether anything tells of a stream in the domain's cluster although no server of it reports it. Where a server has a
 * JetStream for itself beside it, both answer the API: that the list names it or INFO does not find it may be either's word.
 */
function isInCluster(name: string, last: StreamCase | undefined, { account, domain, names }: AccountView): boolean {
  if (!names.has(name)) return false;
  const isMember = (id: string | undefined): boolean => id === undefined || !domain.apart.includes(id);
  const answers = answerOf(account.streams.get(name)) ?? [];
  const assigned = answerOf(account.placements.get(name))?.assigned ?? [];
  const hosts = last?.stream.hosts ?? [];
  return (
    answers.some(({ kind }) => kind === "offline") ||
    assigned.some(isMember) ||
    hosts.some((host) => isMember(serverNamed(domain, host)?.identity.id))
  );
}

/** The servers that its reports and replicas name: mostly just its hosts, in one list shared by many streams. */
function hostsOf(
  { stream, consumers }: Omit<StreamCase, "hosts">,
  sightings: Sighting<StreamReport>[],
): readonly string[] {
  const { hosts } = stream;
  const named = [
    ...stream.asset.replicas.map(({ server }) => server),
    ...sightings.map(({ server }) => server.identity.name),
    ...[...consumers.values()].flatMap((consumer) => consumer.hosts),
  ];
  const others = named.filter((name) => !hosts.includes(name));
  return others.length === 0 ? hosts : [...new Set([...hosts, ...others])];
}

function settles({ open }: Cases): boolean {
  return [...open.values()].some(({ settling }) => settling.size > 0);
}

function basisOf({ accounts }: Observation, homes: ReadonlyMap<string | null, Home>): Basis {
  return {
    domains: new Map([...homes].map(([name, { sightings, standing }]) => [name, { sightings, standing }])),
    accounts,
  };
}
