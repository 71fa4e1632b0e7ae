import { expect, test } from "vitest";
import type { Asset, AssetKind } from "#lib/model/asset.ts";
import { casesIn } from "#lib/model/cases.ts";
import { coverageOf } from "#lib/model/coverage.ts";
import { type Diagnosis, diagnose, diagnosing, NO_DIAGNOSIS } from "#lib/model/diagnose.ts";
import { consumerKey, type ObservedAccount, type ObservedServer } from "#lib/model/observation.ts";
import type { PlacementReport, StreamReport } from "#lib/model/report.ts";
import type { Required } from "#lib/model/required.ts";
import { runnabilityOf } from "#lib/model/runnability.ts";
import { questionsOf } from "#lib/model/suspects.ts";
import { NOW, observation, observedAccount, observedServer, ok, peer, streamReport } from "./observed.ts";

const healthy = streamReport("ORDERS", { peers: [peer("n2"), peer("n3")] });
const onN3 = streamReport("ORDERS", { leader: "n3" });
const names = { names: ok(["ORDERS"]) };
const behind = "JetStream is not current with the meta leader";
const refused = { fault: "unavailable", message: "10008", at: NOW } as const;
const noLeader = "JetStream has not established contact with a meta leader";

/** Diagnoses twice, so long apart that nothing settles any more. */
function orders(
  servers: ObservedServer[],
  account: Partial<ObservedAccount>,
  before: Diagnosis = NO_DIAGNOSIS,
  kind: AssetKind = "stream",
): Asset | undefined {
  const accounts = [observedAccount({ ...names, ...account })];
  const first = diagnose(observation(servers, accounts), before);
  const later = diagnose(observation(servers, accounts, NOW + 60_000), first);
  return assetsOf(later).find((asset) => asset.stream === "ORDERS" && asset.kind === kind);
}

/** What is remembered after ORDERS was seen on these servers. */
function remember(servers: ObservedServer[]): Diagnosis {
  return diagnose(observation(servers, [observedAccount(names)]), NO_DIAGNOSIS);
}

function assetsOf({ cases }: Diagnosis): Asset[] {
  return [...cases.accounts.values()].flatMap(casesIn).map(({ asset }) => asset);
}

const all = (streams = [healthy]) => ["n1", "n2", "n3"].map((name) => observedServer(name, { streams }));
const [n1, n2, n3] = ["n1", "n2", "n3"].map((name) => observedServer(name)) as [
  ObservedServer,
  ObservedServer,
  ObservedServer,
];
const n3With = (facts: Parameters<typeof observedServer>[1]) => [n1, n2, observedServer("n3", facts)];
const seenOnN3 = remember(n3With({ streams: [onN3] }));
const refusal = (reason: string | null) => ({ kind: "offline" as const, reason, raw: `stream is offline: ${reason}` });

test.each([
  { what: "its leader serves it", servers: all(), account: {}, state: "online", kind: undefined },
  {
    what: "its server is silent and it was there",
    servers: n3With({ isAnswering: false }),
    account: {},
    memory: seenOnN3,
    state: "unavailable",
    kind: "host-down",
  },
  {
    what: "one server is silent, and nobody knows where it was",
    servers: n3With({ isAnswering: false }),
    account: {},
    state: "unavailable",
    kind: "host-down",
  },
  {
    what: "its server has JetStream switched off",
    servers: n3With({ jetstream: false }),
    account: {},
    memory: seenOnN3,
    state: "unavailable",
    kind: "jetstream-disabled",
  },
  {
    what: "its server does not follow the meta leader",
    servers: n3With({ health: behind, streams: [onN3] }),
    account: {},
    memory: seenOnN3,
    state: "unavailable",
    kind: "host-behind-meta",
  },
  {
    what: "a member says why it does not run it",
    servers: n3With({ version: "2.12.15", level: 3 }),
    account: {
      streams: new Map([["ORDERS", ok([refusal("unsupported - required API level: 4, current API level: 3")])]]),
    },
    memory: seenOnN3,
    state: "offline",
    kind: "api-level",
  },
  {
    what: "two of its three replicas are gone, though its leader does not know yet",
    servers: [
      observedServer("n1", {
        streams: [
          streamReport("ORDERS", { peers: [peer("n2", { heardSecondsAgo: 9 }), peer("n3", { heardSecondsAgo: 9 })] }),
        ],
      }),
      observedServer("n2", { isAnswering: false }),
      observedServer("n3", { isAnswering: false }),
    ],
    account: {},
    state: "unavailable",
    kind: "no-quorum",
  },
  {
    what: "one of its replicas is gone",
    servers: [...all().slice(0, 2), observedServer("n3", { isAnswering: false })],
    account: {},
    state: "degraded",
    kind: "host-down",
  },
  {
    what: "a server is silent to us only: its leader hears it",
    servers: [
      ...all().slice(0, 1),
      observedServer("n2", { isAnswering: false }),
      observedServer("n3", { isAnswering: false }),
    ],
    account: {},
    state: "degraded",
    kind: "host-down",
  },
  {
    what: "nobody leads the meta group, and nobody knows where it was",
    servers: all([]).map(({ identity }) => observedServer(identity.name, { metaLeader: null, health: noLeader })),
    account: {},
    state: "unavailable",
    kind: "no-meta-leader",
  },
  {
    what: "it is assigned, but nobody answers for it",
    servers: all([]),
    account: {
      streams: new Map([["ORDERS", { ok: false as const, fault: "timeout" as const, message: "no answer", at: NOW }]]),
    },
    state: "unavailable",
    kind: "no-answer",
  },
])("when $what, it is $state ($kind)", ({ servers, account, memory, state, kind }) => {
  const asset = orders(servers, account, memory);
  expect(asset).toMatchObject({ state });
  expect(asset?.reason?.kind).toBe(kind);
});

test.each([
  {
    where: "it ran",
    memory: seenOnN3,
    off: "n3 hosts it. JetStream is off on n3.",
    text: "n3 hosts it. JetStream has stopped on n3, which runs on.",
  },
  {
    where: "nobody knows where it ran",
    memory: NO_DIAGNOSIS,
    off: "Likely on n3: JetStream is switched off there.",
    text: "Likely on n3: JetStream has stopped there.",
  },
])("JetStream that has stopped is told from one that is switched off as soon as HEALTHZ tells, where $where", (it) => {
  const accounts = [observedAccount(names)];
  const stopped = "JetStream not enabled (10076)";
  let last = it.memory;
  const reasons = [null, null, stopped].map((health, index) => {
    const servers = n3With({ jetstream: false, health });
    last = diagnose(observation(servers, accounts, NOW + (index + 1) * 60_000), last);
    return assetsOf(last)[0]?.reason;
  });
  const off = { kind: "jetstream-disabled", text: it.off, raw: null };
  expect(reasons).toMatchObject([off, off, { kind: "jetstream-disabled", text: it.text, raw: stopped }]);
});

test.each([
  { what: "NAMES lists it no more", account: { names: ok([]) }, isKept: false },
  {
    what: "INFO does not find it",
    account: { streams: new Map([["ORDERS", ok([{ kind: "not-found" as const }])]]) },
    isKept: false,
  },
  {
    what: "NAMES fails",
    account: { names: { ok: false as const, ...refused } },
    isKept: true,
  },
])("a stream that ran is kept: $isKept, when $what", ({ account, isKept }) => {
  expect(orders([n1, n2, n3], account, seenOnN3) !== undefined).toBe(isKept);
});

test.each([
  { what: "is dead", host: { isAnswering: false }, kind: "host-down" },
  { what: "has JetStream switched off", host: { jetstream: false }, kind: "jetstream-disabled" },
])("while NAMES fails an R1 stream whose host $what is not forgotten, whatever the others deny", ({ host, kind }) => {
  const placement = ok({ askedAt: NOW, assigned: [], unassigned: ["ID-n1", "ID-n2"], words: new Map() });
  const account = { names: { ok: false as const, ...refused } };
  expect(orders(n3With(host), { ...account, placements: new Map([["ORDERS", placement]]) }, seenOnN3)).toMatchObject({
    state: "unavailable",
    reason: { kind },
    replicas: [{ server: "n3" }],
  });
});

test.each([
  { what: "counts on its host no more", strangers: [], isKept: false },
  { what: "still counts on its host", strangers: [peer("n3")], isKept: true },
])("an R1 stream that all others deny is kept: $isKept, when its host was forgotten and the meta group $what", (it) => {
  const placement = ok({ askedAt: NOW, assigned: [], unassigned: ["ID-n1", "ID-n2"], words: new Map() });
  const leader = observedServer("n1", { metaPeers: [peer("n2"), ...it.strangers] });
  for (const account of [{ access: null, names: null }, { names: { ok: false as const, ...refused } }]) {
    const asset = orders([leader, n2], { ...account, placements: new Map([["ORDERS", placement]]) }, seenOnN3);
    expect(asset !== undefined).toBe(it.isKept);
  }
});

test.each([
  { what: "has stopped", health: "JetStream not enabled (10076)", text: "JetStream has stopped on n1, which runs on." },
  { what: "was switched off", health: null, text: "JetStream is off on n1." },
])("a stream that ran is down where JetStream $what on all servers, whoever may be asked", ({ health, text }) => {
  const ran = streamReport("ORDERS");
  for (const isClustered of [true, false]) {
    const running = observedServer("n1", { isClustered, streams: [isClustered ? ran : { ...ran, placement: null }] });
    const others = isClustered ? [n2, n3] : [];
    const off = [running, ...others].map(({ identity }) => observedServer(identity.name, { jetstream: false, health }));
    const list = isClustered ? null : ok({ streams: [ran], offline: {} });
    const memory = diagnose(observation([running, ...others], [observedAccount({ ...names, list })]), NO_DIAGNOSIS);
    for (const access of ["user", null] as const) {
      const asset = orders(off, { access, names: { ok: false, ...refused } }, memory);
      expect(asset).toMatchObject({ state: "unavailable", replicas: [{ server: "n1", state: "missing" }] });
      expect(asset?.reason).toMatchObject({ kind: "jetstream-disabled", text: expect.stringContaining(text) });
    }
  }
});

test("an account without access is never called well or down by guess", () => {
  const standalone = [observedServer("n1", { isClustered: false, streams: [{ ...healthy, state: null }] })];
  expect(orders(standalone, { access: null, names: null })).toMatchObject({
    state: "unobserved",
    reason: {
      text: "Account APP is not observed, and a standalone server lists offline streams like those that run.",
    },
  });
});

const late = { ok: false, fault: "timeout", message: "no answer within 6000 ms", at: NOW } as const;
const told = ok({ streams: [], offline: { ORDERS: "stopped" } });
const [consumed, idle] = [1, 0].map((count) => ({
  ...streamReport("ORDERS", { leader: null }),
  state: { messages: "1", bytes: "10", lastSequence: "1", consumers: count },
  placement: null,
}));
test.each([
  { what: "LIST fails", account: { list: late }, states: ["online", "unobserved"], isSeen: false },
  { what: "NAMES fails", account: { names: late }, states: ["online", "unobserved"], isSeen: false },
  { what: "LIST is under way", account: {}, states: ["unavailable", "unavailable"], isSeen: true },
  { what: "LIST tells", account: { list: told }, states: ["offline", "offline"], isSeen: true },
])("standalone, while $what, what has state and consumers and what has not are $states", (it) => {
  const states = [consumed, idle].map((report) => {
    const servers = [observedServer("n1", { isClustered: false, streams: report ? [report] : [] })];
    return orders(servers, it.account)?.state;
  });
  expect(states).toEqual(it.states);
  const { accounts } = coverageOf(observation([], [observedAccount({ ...names, ...it.account })]));
  expect(accounts.observed).toBe(it.isSeen ? 1 : 0);
});

test("a stream of a standalone server that is silent is down, whatever became of its lists", () => {
  const running = observation(
    [observedServer("n1", { isClustered: false, streams: idle ? [idle] : [] })],
    [observedAccount({ ...names, list: ok({ streams: [], offline: {} }) })],
  );
  const before = diagnose(running, NO_DIAGNOSIS);
  const gone = [observedServer("n1", { isClustered: false, isAnswering: false })];
  for (const account of [{ names: late }, { list: late }]) {
    expect(orders(gone, account, before)).toMatchObject({ state: "unavailable", reason: { kind: "host-down" } });
  }
});

const unheard = { names: { ok: false as const, fault: "no-responders" as const, message: "no access", at: NOW } };
const blind = { access: null, ...unheard };
const [n1Unseen, n3Unseen] = [n1, n3].map((server) => ({ ...server, detail: null })) as [
  ObservedServer,
  ObservedServer,
];

test("a stream without access is not called down for details of its host that have not come yet", () => {
  const placements = new Map([
    [
      "ORDERS",
      ok({ askedAt: NOW, assigned: ["ID-n3"], unassigned: ["ID-n1", "ID-n2"], words: new Map<string, string>() }),
    ],
  ]);
  const asset = orders([n1, n2, n3Unseen], { ...blind, placements }, seenOnN3);
  expect(asset).toMatchObject({ state: "unobserved", replicas: [{ server: "n3", state: "unknown" }] });
  expect(asset?.reason?.text).toBe("What n3 runs is not known yet: its details have not come.");
  const account = [observedAccount({ ...blind, placements })];
  const first = diagnose(observation([n1, n2, n3Unseen], account, NOW + 2_000), seenOnN3);
  expect(assetsOf(first)).toMatchObject([{ state: "settling" }]);
  expect(orders([n1, n2, n3], { ...blind, placements }, seenOnN3)).toMatchObject({ state: "unavailable" });
});

test.each([
  { what: "all hear it", hears: {}, leader: n1Unseen, state: "online" },
  { what: "one hears it no more", hears: { heardSecondsAgo: 9 }, leader: n1Unseen, state: "unavailable" },
  { what: "it was started since", hears: {}, leader: { ...n1Unseen, firstSeenAt: NOW + 1 }, state: "unavailable" },
  { what: "it does not answer", hears: {}, leader: observedServer("n1", { isAnswering: false }), state: "unavailable" },
  { what: "its own details do not have it", hears: {}, leader: n1, state: "unavailable" },
])("a stream without access is $state by its members' word for a leader without details, where $what", (told) => {
  const members = ["n2", "n3"].map((name) => {
    const other = peer(name === "n2" ? "n3" : "n2", { current: false });
    const hears = peer("n1", name === "n3" ? told.hears : {});
    return observedServer(name, { streams: [streamReport("ORDERS", { leader: "n1", peers: [hears, other] })] });
  });
  expect(orders([told.leader, ...members], blind)?.state).toBe(told.state);
});

test("a consumer whose stream a server cannot run is not said to be able to run there", () => {
  const peers = [peer("n2"), peer("n3", { current: false, offline: true })];
  const placement = { cluster: "C1", leader: "n1", peers };
  const consumer = { name: "c", config: {}, requiredLevel: 0, placement, createdAt: null };
  const config = { name: "ORDERS", allow_batched: true };
  const batched = streamReport("ORDERS", { peers, consumers: [consumer], config });
  const [leader, follower] = all([batched]);
  const servers = [leader, follower, observedServer("n3", { version: "2.12.15", level: 3 })].flatMap((it) => it ?? []);
  const first = diagnose(observation(servers, [observedAccount(names)]), NO_DIAGNOSIS);
  const later = diagnose(observation(servers, [observedAccount(names)], NOW + 60_000), first);
  const [own, of] = assetsOf(later);
  expect([own, of].map((asset) => asset?.state)).toEqual(["degraded", "degraded"]);
  expect(own?.reason?.text).toMatch(/^Its configuration has allow_batched.* n1 and n2 could run it\.$/);
  expect(of?.reason?.text).toBe(
    "Its stream does not run on n3: Its configuration has allow_batched, which nats-server 2.12.15 on n3 does not know.",
  );
});

test.each<{ what: string; leader: string | null; peers?: string[]; state: string; words: RegExp }>([
  {
    what: "alone by the host that is left",
    leader: "n1",
    state: "degraded",
    words:
      /^n1 delivers what it has of the stream, but nothing new comes\. Its stream ORDERS is unavailable: 2 of its 3/,
  },
  { what: "by nobody", leader: null, state: "unavailable", words: /^Its stream ORDERS is unavailable: 2 of its 3/ },
  {
    what: "by one who has lost its majority too, and does not know yet",
    leader: "n1",
    peers: ["n2", "n3"],
    state: "unavailable",
    words: /^Its stream ORDERS is unavailable: 2 of its 3/,
  },
])("a consumer of a stream without quorum, led $what, is $state", ({ leader, peers = [], state, words }) => {
  const placement = { cluster: "C1", leader, peers: peers.map((name) => peer(name)) };
  const consumer = { name: "c", config: {}, requiredLevel: 0, placement, createdAt: null };
  const stream = streamReport("ORDERS", { leader: null, peers: [peer("n2"), peer("n3")], consumers: [consumer] });
  const silent = ["n2", "n3"].map((name) => observedServer(name, { isAnswering: false }));
  const asset = orders([observedServer("n1", { streams: [stream] }), ...silent], {}, NO_DIAGNOSIS, "consumer");
  expect(asset).toMatchObject({ state, leader: state === "degraded" ? "n1" : null });
  expect(asset?.reason).toMatchObject({ kind: "stream-offline", text: expect.stringMatching(words) });
});

test.each<{ words: string; needs: Partial<Required>; why: string }>([
  {
    words: "unsupported - required API level: 4, current API level: 3",
    needs: { level: 4, because: null },
    why: "runs level 3, it needs 4",
  },
  {
    words: 'unsupported - config error: json: unknown field "allow_batched"',
    needs: { level: 4, because: "allow_batched" },
    why: "does not know the field allow_batched",
  },
])("a stream that was updated, or made anew by its name, needs what its server refuses: $words", (told) => {
  const ran = n3With({ version: "2.12.15", level: 3, streams: [onN3] });
  const refuses = n3With({ version: "2.12.15", level: 3 });
  const account = observedAccount({ ...names, streams: new Map([["ORDERS", ok([refusal(told.words)])]]) });
  const later = diagnose(observation(refuses, [account], NOW + 2_000), remember(ran));
  const [found] = [...later.cases.accounts.values()].flatMap(casesIn);
  if (!found) throw new Error("no such stream");
  expect(found.asset.reason?.text).toContain("n1 and n2 could run it.");
  expect(runnabilityOf(found.asset, found.config, later.topology)).toMatchObject({
    needs: told.needs,
    runnableOn: ["n1", "n2"],
    notRunnableOn: [{ server: "n3", why: told.why }],
  });
});

test("a server that refuses a field newer than the tables is not said to be able to run it, nor one of its release", () => {
  const newer = { version: "2.16.0", level: 6 };
  const n3As = (facts: Parameters<typeof observedServer>[1]) => [
    observedServer("n1", newer),
    observedServer("n2", { version: "2.15.4" }),
    observedServer("n3", facts),
  ];
  const shiny = streamReport("ORDERS", { leader: "n3", config: { name: "ORDERS", shiny: true } });
  const words = 'unsupported - config error: unknown field "shiny"';
  const account = observedAccount({ ...names, streams: new Map([["ORDERS", ok([refusal(words)])]]) });
  const rolledBack = observation(n3As({ version: "2.15.4", formerVersion: "2.16.0" }), [account], NOW + 2_000);
  const later = diagnose(rolledBack, remember(n3As({ ...newer, streams: [shiny] })));
  const [found] = [...later.cases.accounts.values()].flatMap(casesIn);
  if (!found) throw new Error("no such stream");
  expect(runnabilityOf(found.asset, found.config, later.topology)).toMatchObject({
    runnableOn: ["n1"],
    notRunnableOn: [
      { server: "n2", why: `refuses it: ${words}` },
      { server: "n3", why: `refuses it: ${words}; it went from 2.16.0 to 2.15.4` },
    ],
  });
});

/** Whether a consumer that ran on n1 alone is still shown to those who cannot ask for it, when n1 tells it no more. */
function isConsumerKept(...later: ObservedServer[][]): boolean {
  const blind = [observedAccount({ access: null })];
  const placement = { cluster: "C1", leader: "n1", peers: [] };
  const consumer = { name: "c", config: {}, requiredLevel: 0, placement, createdAt: null };
  const stream = streamReport("ORDERS", { leader: "n2", peers: [peer("n1"), peer("n3")] });
  const first = [
    observedServer("n1", { streams: [{ ...stream, consumers: [consumer] }] }),
    ...["n2", "n3"].map((name) => observedServer(name, { streams: [stream] })),
  ];
  let last = diagnose(observation(first, blind), NO_DIAGNOSIS);
  expect(assetsOf(last).map(({ kind, state }) => [kind, state])).toContainEqual(["consumer", "online"]);
  for (const [index, servers] of later.entries()) {
    last = diagnose(observation(servers, blind, NOW + (index + 1) * 60_000), last);
  }
  return assetsOf(last).some(({ kind }) => kind === "consumer");
}

const led = (...peers: string[]) => streamReport("ORDERS", { leader: "n2", peers: peers.map((name) => peer(name)) });
const [onThree, moved] = [led("n1", "n3"), led("n3", "n4")];
const telling = (stream: StreamReport, ...hosts: string[]) =>
  hosts.map((name) => observedServer(name, { streams: [stream] }));

test.each<{ what: string; servers: ObservedServer[]; isKept: boolean }>([
  { what: "n1 runs its stream without it", servers: telling(onThree, "n1", "n2", "n3"), isKept: false },
  {
    what: "n1 does, but may not know of it yet",
    servers: [observedServer("n1", { health: behind, streams: [onThree] }), ...telling(onThree, "n2", "n3")],
    isKept: true,
  },
  {
    what: "n1 does not run its stream, whose leader counts on it",
    servers: [n1, ...telling(onThree, "n2", "n3")],
    isKept: true,
  },
  {
    what: "n1 was taken from the peers of its stream",
    servers: [n1, ...telling(moved, "n2", "n3", "n4")],
    isKept: false,
  },
  {
    what: "n1 was, and the server in its place has told nothing yet",
    servers: [n1, ...telling(moved, "n2", "n3"), observedServer("n4")],
    isKept: true,
  },
  {
    what: "n1 was, and its stream has no leader",
    servers: [n1, ...telling({ ...moved, placement: null }, "n2", "n3", "n4")],
    isKept: true,
  },
])("a consumer of n1 of an account without access is kept: $isKept, when $what", ({ servers, isKept }) => {
  expect(isConsumerKept(servers, servers)).toBe(isKept);
});

test("a silence first settles, and is an outage when it lasts", () => {
  const servers = n3With({ isAnswering: false });
  const fresh = servers.map((server) =>
    server.silentSince === null ? server : { ...server, silentSince: NOW - 1_000 },
  );
  const accounts = [observedAccount(names)];
  const states = [0, 4_999, 5_000, 9_000].map((ms) => {
    return assetsOf(diagnose(observation(fresh, accounts, NOW + ms), seenOnN3))[0]?.state;
  });
  expect(states).toEqual(["settling", "settling", "unavailable", "unavailable"]);
});

/** A server whose process was first seen so many seconds after n1 told its details. */
function restarted(name: string, seconds: number, facts: Parameters<typeof observedServer>[1] = {}): ObservedServer {
  const server = observedServer(name, facts);
  const firstSeenAt = NOW + seconds * 1_000;
  return { ...server, firstSeenAt, detail: server.detail && { ...server.detail, at: Math.max(NOW, firstSeenAt) } };
}

test.each<{ what: string; heardSecondsAgo: number; others: ObservedServer[]; state: string; kind?: string }>([
  {
    what: "n3 does not list it, but was heard by its leader since it was started",
    heardSecondsAgo: 2,
    others: [observedServer("n2", { streams: [healthy] }), restarted("n3", -5)],
    state: "online",
  },
  {
    what: "n3 was heard by its leader before it was started on a release that cannot run it",
    heardSecondsAgo: 2,
    others: [observedServer("n2", { streams: [healthy] }), restarted("n3", -1, { version: "2.12.15", level: 3 })],
    state: "degraded",
    kind: "api-level",
  },
  {
    what: "n3 was heard in the second in which it was started on a release that cannot run it",
    heardSecondsAgo: 0,
    others: [observedServer("n2", { streams: [healthy] }), restarted("n3", -0.5, { version: "2.12.15", level: 3 })],
    state: "degraded",
    kind: "api-level",
  },
  {
    what: "its leader has told nothing since n3 was started on a release that cannot run it",
    heardSecondsAgo: 0,
    others: [observedServer("n2", { streams: [healthy] }), restarted("n3", 3, { version: "2.12.15", level: 3 })],
    state: "degraded",
    kind: "api-level",
  },
  {
    what: "n2 and n3 were heard by its leader before they were started without JetStream",
    heardSecondsAgo: 2,
    others: [restarted("n2", -1, { jetstream: false }), restarted("n3", -1, { jetstream: false })],
    state: "unavailable",
    kind: "no-quorum",
  },
])("a stream of level 4 is $state ($kind), when $what", ({ heardSecondsAgo, others, state, kind }) => {
  const peers = ["n2", "n3"].map((name) => peer(name, { heardSecondsAgo }));
  const leader = observedServer("n1", { streams: [streamReport("ORDERS", { requiredLevel: 4, peers })] });
  const asset = orders([leader, ...others], {});
  expect(asset?.state).toBe(state);
  expect(asset?.reason?.kind).toBe(kind);
});

const MEMBERS = ["n1", "n2", "n3"] as const;

function placed(leader: string | null): PlacementReport {
  return { cluster: "C1", leader, peers: MEMBERS.filter((name) => name !== leader).map((name) => peer(name)) };
}

/** The stream and its consumer: one of them is led by whom its members say, the other by n1. */
function orderedBy(leader: string | null, kind: AssetKind): StreamReport {
  const unknown = { createdAt: null, config: {}, requiredLevel: 0 };
  const consumer = { name: "c", placement: placed(kind === "consumer" ? leader : "n1"), ...unknown };
  return { ...streamReport("ORDERS", { consumers: [consumer] }), placement: placed(kind === "stream" ? leader : "n1") };
}

/** Whom each server says to lead, and how many seconds after INFO was answered that n2 does. */
type Said = Record<(typeof MEMBERS)[number], [leader: string | null, seconds: number]>;

test.each<{ what: string; said: Said; n2?: Parameters<typeof observedServer>[1]; state: string }>([
  {
    what: "its members say later that it has no leader",
    said: { n1: [null, 9], n2: [null, 9], n3: [null, 9] },
    state: "unavailable",
  },
  {
    what: "n2 says later that n1 leads, which n1 denies",
    said: { n1: [null, 9], n2: ["n1", 9], n3: ["n1", 9] },
    state: "unavailable",
  },
  {
    what: "its members said before that it has no leader",
    said: { n1: [null, -1], n2: [null, -1], n3: [null, -1] },
    state: "online",
  },
  {
    what: "what its members say may be older than it came",
    said: { n1: [null, 1], n2: [null, 1], n3: [null, 1] },
    state: "online",
  },
  {
    what: "n2 has said nothing since",
    said: { n1: [null, 9], n2: [null, -1], n3: [null, 9] },
    state: "online",
  },
  {
    what: "n2 says later that it leads, though it does not follow the meta leader",
    said: { n1: [null, 9], n2: ["n2", 9], n3: [null, 9] },
    n2: { health: behind },
    state: "online",
  },
])("an asset of which INFO said that n2 leads it is $state, when $what", ({ said, n2: facts, state }) => {
  for (const kind of ["stream", "consumer"] as const) {
    const servers = MEMBERS.map((name) => {
      const [leader, seconds] = said[name];
      const streams = [orderedBy(leader, kind)];
      const server = observedServer(name, { ...(name === "n2" && facts), streams });
      return { ...server, detail: server.detail && { ...server.detail, at: NOW + seconds * 1_000 } };
    });
    const report = orderedBy("n2", kind);
    const account = {
      streams: new Map([["ORDERS", ok([{ kind: "found" as const, value: report }])]]),
      consumers: new Map(
        report.consumers.map((value) => [consumerKey("ORDERS", "c"), ok([{ kind: "found" as const, value }])]),
      ),
    };
    expect(orders(servers, account, NO_DIAGNOSIS, kind)?.state, kind).toBe(state);
  }
});

test("what a leader says in INFO of its peers counts where it is newer than its details: an asset that moved is not down", () => {
  const unknown = { createdAt: null, config: {}, requiredLevel: 0 };
  const ledByN2 = (...peers: string[]): StreamReport => {
    const placement = { cluster: "C1", leader: "n2", peers: peers.map((name) => peer(name, { heardSecondsAgo: 9 })) };
    return { ...streamReport("ORDERS", { consumers: [{ name: "c", placement, ...unknown }] }), placement };
  };
  // It has left n3 since n2 told its details.
  const servers = [n1, observedServer("n2", { streams: [ledByN2("n3")] }), n3];
  const said = (seconds: number) => {
    const report = ledByN2();
    const at = NOW + seconds * 1_000;
    const consumers = report.consumers.map(
      (value) => [consumerKey("ORDERS", "c"), ok([{ kind: "found" as const, value }], at)] as const,
    );
    const streams = new Map([["ORDERS", ok([{ kind: "found" as const, value: report }], at)]]);
    return { streams, consumers: new Map(consumers) };
  };
  for (const kind of ["stream", "consumer"] as const) {
    expect(orders(servers, said(1), NO_DIAGNOSIS, kind)).toMatchObject({
      state: "online",
      replicas: [{ server: "n2" }],
    });
    expect(orders(servers, said(-1), NO_DIAGNOSIS, kind)).toMatchObject({ state: "unavailable" });
  }
});

test("where details say that an asset runs, an answer to INFO counts for nothing and is not asked for again", () => {
  const found = ok([{ kind: "found" as const, value: healthy }], NOW + 1_000);
  const accounts = [observedAccount({ ...names, streams: new Map([["ORDERS", found]]) })];
  const seen = observation(all(), accounts, NOW + 2_000);
  expect(questionsOf(seen, diagnose(seen, NO_DIAGNOSIS))).toEqual([]);
});

test("a server that is another rests for others between accounts of which nothing is due", () => {
  const accounts = ["A", "B", "C", "D"].map((account) => ({ account, names: ok(["ORDERS"]) }));
  const streams = accounts.map(({ account }) => ({ ...streamReport("ORDERS", { leader: "n2" }), account }));
  const servers = (version: string) => [observedServer("n1", { version }), observedServer("n2", { streams })];
  const before = diagnose(observation(servers("2.15.2"), accounts.map(observedAccount)), NO_DIAGNOSIS);
  const turns = [...diagnosing(observation(servers("2.14.3"), accounts.map(observedAccount)), before)].length;
  expect(turns).toBeGreaterThanOrEqual(accounts.length);
});
