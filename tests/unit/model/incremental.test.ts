import fc from "fast-check";
import { expect, test } from "vitest";
import type { AssetKind } from "#lib/model/asset.ts";
import { type AccountCase, type Cases, casesIn } from "#lib/model/cases.ts";
import { type Diagnosis, diagnose, NO_DIAGNOSIS } from "#lib/model/diagnose.ts";
import { consumerKey, type Observation, type ObservedAccount, type StreamAnswers } from "#lib/model/observation.ts";
import type { Probe } from "#lib/model/probe.ts";
import type { ConsumerReport, StreamReport } from "#lib/model/report.ts";
import { ok, peer, type ServerFacts, streamReport } from "./observed.ts";
import { type World, worldOf } from "./world.ts";

// A system in which anything may happen between two observations.

const SERVERS = ["n1", "n2", "n3", "n4"];
const STREAMS = ["A", "B", "C"];
const ACCOUNTS = ["APP", "OTHER"];
const TOO_LOW = "unsupported - required API level: 4, current API level: 3";
const REASONS = [TOO_LOW, 'stopped - unsupported consumer "c"', "stopped"];

const HEALTH = [
  "JetStream is not current with the meta leader",
  "JetStream stream 'APP > A' could not be recovered",
  "JetStream stream 'APP > A' write error: no space left on device",
];

type Event = (world: World) => void;

const server = fc.constantFrom(...SERVERS);
const stream = fc.constantFrom(...STREAMS);
const account = fc.constantFrom(...ACCOUNTS);
const hosts = fc.subarray(SERVERS);

const facts: fc.Arbitrary<Partial<ServerFacts>> = fc.oneof(
  fc.record({ isAnswering: fc.boolean() }),
  fc.record({ jetstream: fc.boolean() }),
  fc.record({ health: fc.constantFrom(null, ...HEALTH) }),
  fc.constantFrom({ version: "2.15.2", level: 5 }, { version: "2.12.15", level: 3 }, { version: "2.10.27", level: 0 }),
);

const report: fc.Arbitrary<StreamReport> = fc
  .record({
    account,
    name: stream,
    leader: fc.option(server),
    others: fc.subarray(SERVERS, { maxLength: 2 }),
    isCurrent: fc.boolean(),
    requiredLevel: fc.constantFrom(0, 4),
    consumers: fc.subarray(["c", "d"]),
    config: fc.constantFrom({}, { ack_policy: "flow_control" }, { sourcing: true }),
  })
  .map((it) => {
    const { name, leader, requiredLevel, config } = it;
    const peers = it.others.filter((other) => other !== leader).map((other) => peer(other, { current: it.isCurrent }));
    const placement = { cluster: "C1", leader, peers };
    const consumers = it.consumers.map(
      (consumer): ConsumerReport => ({ name: consumer, config, requiredLevel, placement, createdAt: null }),
    );
    return { ...streamReport(name, { leader, peers, requiredLevel, consumers }), account: it.account };
  });

const answer = fc.constantFrom<((at: number) => Probe<StreamAnswers>)[]>(
  (at) => ({ ok: false, fault: "timeout", message: "no answer", at }),
  (at) => ok([{ kind: "not-found" }], at),
  (at) => ok([{ kind: "offline", reason: TOO_LOW, raw: TOO_LOW }], at),
  (at) => ok([{ kind: "found", value: streamReport("A", { leader: "n2", peers: [peer("n3")] }) }], at),
);

const names: fc.Arbitrary<ObservedAccount["names"]> = fc.oneof(
  fc.subarray(STREAMS).map((known) => ok(known)),
  fc.constantFrom(null, { ok: false as const, fault: "unavailable" as const, message: "10008", at: 0 }),
);

const event: fc.Arbitrary<Event> = fc.oneof(
  fc.tuple(server, fc.array(report, { maxLength: 4 })).map(([name, streams]) => on(name, { streams })),
  fc.tuple(server, facts).map(([name, it]) => on(name, it)),
  server.map((name) => (world: World) => world.tellAgain(name)),
  fc.constantFrom("n1", null).map((metaLeader) => (world: World) => {
    for (const name of SERVERS) world.changeServer(name, { metaLeader });
  }),
  fc.boolean().map((isClustered) => (world: World) => {
    for (const name of SERVERS) world.changeServer(name, { isClustered });
  }),
  fc.tuple(account, names).map(([name, it]) => of(name, () => ({ names: it }))),
  account.map((name) => (world: World) => world.dropAccount(name)),
  fc.tuple(account, fc.constantFrom("user" as const, null)).map(([name, access]) => of(name, () => ({ access }))),
  fc
    .tuple(account, stream, answer)
    .map(([name, it, say]) => of(name, ({ streams }, at) => ({ streams: new Map(streams).set(it, say(at)) }))),
  fc
    .tuple(account, stream, fc.subarray(["c", "d"]))
    .map(([name, it, known]) =>
      of(name, ({ consumerNames }, at) => ({ consumerNames: new Map(consumerNames).set(it, ok(known, at)) })),
    ),
  fc.tuple(account, stream, fc.constantFrom(...REASONS)).map(([name, it, reason]) =>
    of(name, ({ consumers }, at) => {
      const refusal = ok([{ kind: "offline" as const, reason, raw: reason }], at);
      return { consumers: new Map(consumers).set(consumerKey(it, "c"), refusal) };
    }),
  ),
  fc.tuple(account, stream, hosts).map(([name, it, assigned]) =>
    of(name, ({ placements }, at) => {
      const unassigned = SERVERS.filter((host) => !assigned.includes(host)).map((host) => `ID-${host}`);
      const ids = assigned.map((host) => `ID-${host}`);
      return {
        placements: new Map(placements).set(it, ok({ askedAt: at, assigned: ids, unassigned, words: new Map() }, at)),
      };
    }),
  ),
  account.map((name) => of(name, () => NO_ANSWERS)),
);

const NO_ANSWERS = { streams: new Map(), consumerNames: new Map(), consumers: new Map(), placements: new Map() };

function on(name: string, it: Partial<ServerFacts>): Event {
  return (world) => world.changeServer(name, it);
}

function of(name: string, make: (known: ObservedAccount, at: number) => Partial<ObservedAccount>): Event {
  return (world) => world.changeAccount(name, make);
}

/** Everything judged anew, with nothing but what is remembered. */
function diagnoseAll(seen: Observation, { cases, blockers, basis }: Diagnosis): Diagnosis {
  const domains = [...basis.domains].map(([name, { sightings, standing }]) => {
    return [name, { sightings, standing: { ...standing, whole: "another" } }] as const;
  });
  return diagnose(seen, {
    ...NO_DIAGNOSIS,
    cases,
    blockers,
    basis: { domains: new Map(domains), accounts: [] },
  });
}

function known({ cases: { hasBegun, accounts, open, online } }: Diagnosis) {
  return { hasBegun, accounts: new Map(accounts), open: new Map(open), online };
}

/** Counted and looked for, where it is kept. */
function summary(accounts: ReadonlyMap<string, AccountCase>): Pick<Cases, "open" | "online"> {
  const open = new Map([...accounts].filter(([, account]) => account.open.size > 0));
  const all = [...accounts.values()].map(onlineIn);
  const sum = (kind: AssetKind) => all.reduce((total, online) => total + online[kind], 0);
  return { open, online: { stream: sum("stream"), consumer: sum("consumer") } };
}

/** Who reports what, whenever that was. */
function sightingsIn({ basis }: Diagnosis): string[] {
  const accounts = [...basis.domains.values()].flatMap(({ sightings }) => [...sightings.accounts.values()]);
  const seen = accounts.flatMap((streams) => [...streams.values()].flat());
  return seen.map(({ serverId, report }) => JSON.stringify([serverId, report])).sort();
}

/** Counted, where it is kept count of. */
function onlineIn(account: AccountCase): AccountCase["online"] {
  const online = casesIn(account).filter(({ asset }) => asset.state === "online");
  const streams = online.filter(({ asset }) => asset.kind === "stream").length;
  return { stream: streams, consumer: online.length - streams };
}

test("what is diagnosed from what is new alone is the same as if all were judged anew", () => {
  const step = fc.record({ events: fc.array(event, { maxLength: 4 }), ms: fc.constantFrom(500, 3_000, 40_000) });
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), (steps) => {
      const world = worldOf(SERVERS, ACCOUNTS);
      let diagnosis = NO_DIAGNOSIS;
      for (const { events, ms } of steps) {
        for (const happen of events) happen(world);
        const seen = world.observe();
        const [step, whole] = [diagnose(seen, diagnosis), diagnoseAll(seen, diagnosis)];
        expect(known(step)).toEqual(known(whole));
        expect(sightingsIn(step)).toEqual(sightingsIn(diagnose(seen, NO_DIAGNOSIS)));
        const { open, online } = known(step);
        expect({ open, online }).toEqual(summary(step.cases.accounts));
        for (const account of step.cases.accounts.values()) expect(account.online).toEqual(onlineIn(account));
        expect(step.isSettling).toBe(whole.isSettling);
        expect(step.blockers).toEqual(whole.blockers);
        diagnosis = step;
        world.pass(ms);
      }
    }),
    { numRuns: 1_000 },
  );
});

test("a stream that only a server told of which was not believed is known once that server follows", () => {
  const world = worldOf(SERVERS, ACCOUNTS);
  world.changeServer("n2", { health: "JetStream is not current with the meta leader" });
  world.changeServer("n2", { streams: [streamReport("A", { leader: "n2" })] });
  const first = diagnose(world.observe(), NO_DIAGNOSIS);
  expect(first.cases.accounts.get("\0APP")?.streams.has("A")).toBe(false);
  world.changeServer("n2", { health: null });
  expect(diagnose(world.observe(), first).cases.accounts.get("\0APP")?.streams.has("A")).toBe(true);
});

test("where nothing is new, nothing is another object than before", () => {
  const world = worldOf(SERVERS, ACCOUNTS);
  const streams = [streamReport("A", { peers: [peer("n2")] })];
  world.changeServer("n1", { streams });
  world.changeAccount("APP", () => ({ names: ok(["A", "B"]) }));
  const first = diagnose(world.observe(), NO_DIAGNOSIS);
  world.pass(60_000);
  const later = diagnose(world.observe(), first);
  world.pass(2_000);
  expect(diagnose(world.observe(), later).cases).toBe(later.cases);
  world.changeServer("n1", { streams: [...streams] });
  const { accounts } = diagnose(world.observe(), later).cases;
  expect(accounts.get("\0OTHER")).toBe(later.cases.accounts.get("\0OTHER"));
  expect(accounts.get("\0APP")?.streams.get("A")?.stream.asset).toBe(
    later.cases.accounts.get("\0APP")?.streams.get("A")?.stream.asset,
  );
});
