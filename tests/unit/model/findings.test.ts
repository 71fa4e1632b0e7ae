import { expect, test } from "vitest";
import { type Asset, assetId } from "#lib/model/asset.ts";
import { type Cases, casesIn, changedAssets, NO_CASES } from "#lib/model/cases.ts";
import { diagnose, NO_DIAGNOSIS } from "#lib/model/diagnose.ts";
import type { Finding } from "#lib/model/finding.ts";
import { find, findingKeysOf } from "#lib/model/findings.ts";
import type { JsonObject } from "#lib/model/json.ts";
import { holding, muteOf } from "#lib/model/mute.ts";
import type { AccessKind, Observation, ObservedServer } from "#lib/model/observation.ts";
import type { Fault, Probe } from "#lib/model/probe.ts";

import { inferReason, parseReason, type Reason } from "#lib/model/reason.ts";
import { topologyOf } from "#lib/model/topology.ts";
import { casesOf, NOW, observation, observedAccount, observedServer, ok, peer, streamReport } from "./observed.ts";

function asset(stream: string, consumer: string | null, reason: Reason | null, change: Partial<Asset> = {}): Asset {
  const name = { domain: null, account: "APP", stream, consumer };
  const kind = consumer === null ? ("stream" as const) : ("consumer" as const);
  const state = reason?.inferred ? ("unavailable" as const) : ("offline" as const);
  const base = { cluster: "C1", requiredLevel: 4, leader: null, replicas: [], since: NOW };
  return { ...name, id: assetId(name), kind, state, reason, ...base, ...change };
}

function findingsOf(assets: Asset[], standing: ReadonlyMap<string, Finding> = new Map()): Finding[] {
  return findingsIn(observation([observedServer("n1")], []), assets, standing);
}

function findingsIn(seen: Observation, assets: Asset[] = [], standing: ReadonlyMap<string, Finding> = new Map()) {
  const cases = casesOf(assets);
  return [
    ...find({ observation: seen, topology: topologyOf(seen), cases, blockers: {}, failure: null, standing }).values(),
  ];
}

const tooLow = (server: string) => parseReason("unsupported - required API level: 4, current API level: 3", [server]);

test("streams with one cause are one finding, however many", () => {
  const [finding, ...others] = findingsOf([asset("A", null, tooLow("n3")), asset("B", null, tooLow("n3"))]);
  expect(others).toEqual([]);
  expect(finding).toMatchObject({ code: "JS_STREAM_OFFLINE", severity: "critical", subjectCount: 2 });
});

const silentOn = (server: string) => inferReason("host-down", `${server} does not answer.`, [server]);

test("two servers that do not answer are two causes", () => {
  expect(findingsOf([asset("A", null, silentOn("n2")), asset("B", null, silentOn("n3"))])).toHaveLength(2);
});

const unknownField = (server: string) =>
  parseReason('unsupported - config error: unknown field "allow_batched"', [server]);
const unknownOn = (server: string): Reason => {
  const text = `${server} hosts it. Its configuration has allow_batched, which nats-server 2.12.15 on ${server} does not know. n1 and n2 could run it.`;
  return { ...inferReason("config-field", text, [server]), field: "allow_batched", release: "2.14.0" };
};
const tooLowOn = (server: string): Reason => {
  const text = `It needs API level 4; ${server} runs level 3. It needs nats-server 2.14.0 or newer. No server here could run it.`;
  return { ...inferReason("api-level", text, [server]), requiredLevel: 4, currentLevel: 3 };
};
const many = ["n20", "n180", "n3", "n186", "n189", "n200"];
const these = "n3, n20, n180, n186 and 2 more";
const field =
  'Its configuration has the field "allow_batched", which its server does not know: it came with nats-server 2.14.0.';
const concluded = "Concluded by Plimsoll; the servers gave no reason.";

test.each<{ what: string; said: (server: string) => Reason; servers: string[]; title: string; detail: string }>([
  {
    what: "a field",
    said: unknownField,
    servers: many,
    title: `6 streams offline: ${these} do not know the field "allow_batched"`,
    detail: `${field} Refused by ${these}.`,
  },
  {
    what: "a field",
    said: unknownField,
    servers: ["n3", "n3"],
    title: '2 streams offline: n3 does not know the field "allow_batched"',
    detail: field,
  },
  {
    what: "a level",
    said: tooLow,
    servers: ["n3", "n2"],
    title: "2 streams offline: n2 and n3 at API level 3, needs 4",
    detail: "It needs API level 4; its server runs level 3. Refused by n2 and n3.",
  },
  {
    what: "a field, as is concluded,",
    said: unknownOn,
    servers: ["n3", "n2"],
    title: '2 streams unavailable: n2 and n3 do not know the field "allow_batched"',
    detail: `${unknownOn("n3").text} Refused by n2 and n3. ${concluded}`,
  },
  {
    what: "a field, as is concluded,",
    said: unknownOn,
    servers: ["n3", "n3"],
    title: '2 streams unavailable: n3 does not know the field "allow_batched"',
    detail: `${unknownOn("n3").text} ${concluded}`,
  },
  {
    what: "a level, as is concluded,",
    said: tooLowOn,
    servers: ["n2", "n3"],
    title: "2 streams unavailable: n2 and n3 at API level 3, needs 4",
    detail: `${tooLowOn("n2").text} Refused by n2 and n3. ${concluded}`,
  },
])("$what that servers of old releases refuse is one cause, on however many: $servers", (it) => {
  const { said, servers, title, detail } = it;
  const assets = servers.map((server, index) => asset(`S${index}`, null, said(server), { since: NOW - index }));
  const findings = findingsOf(assets);
  const upgrade = new Set(servers).size > 1 ? /^Upgrade these servers to / : /^Upgrade n3 to /;
  const remedy = expect.stringMatching(upgrade);
  const since = NOW - servers.length + 1;
  expect(findings).toEqual([
    expect.objectContaining({ title, detail, remedy, since, severity: "critical", subjectCount: servers.length }),
  ]);
  expect(findings[0]?.commands[2], "the server of the stream that is looked at").toContain(`--name=${servers[0]}`);
});

const lostField = (server: string) =>
  parseReason('unsupported - config error: unknown field "template_owner"', [server]);

test.each<{ what: string; said: (server: string) => Reason; ran: [from: string, to: string]; isTold: boolean }>([
  { what: "too low a level after a rollback", said: tooLow, ran: ["2.15.2", "2.12.15"], isTold: true },
  { what: "too low a level before and after an upgrade", said: tooLow, ran: ["2.11.9", "2.12.15"], isTold: false },
  { what: "silence", said: silentOn, ran: ["2.15.2", "2.12.15"], isTold: false },
  { what: "a field that an upgrade lost", said: lostField, ran: ["2.12.15", "2.15.2"], isTold: true },
  { what: "a field that was lost before", said: lostField, ran: ["2.15.2", "2.14.0"], isTold: false },
])("of $what, a change of release is told where it is to blame", ({ said, ran: [from, to], isTold }) => {
  const servers = [observedServer("n1"), observedServer("n3", { version: to, formerVersion: from })];
  const [finding] = findingsIn(observation(servers, []), [asset("A", null, said("n3"))]);
  const { text, inferred } = said("n3");
  const told = isTold ? [`n3 went from ${from} to ${to}.`] : [];
  expect(finding?.detail).toBe([text, ...(inferred ? [concluded] : []), ...told].join(" "));
});

test("a mute of what one server refuses does not hush what another comes to refuse as well", () => {
  const before = asset("A", null, unknownField("n3"));
  const [muted] = findingsOf([before]);
  const [now] = findingsOf([before, asset("B", null, unknownField("n6"))]);
  if (!muted || !now) throw new Error("no finding");
  const mute = muteOf(muted, { reason: "known", now: NOW, duration: 60_000 });
  expect(now.key).toBe(muted.key);
  expect(holding([mute], { [now.key]: now }, NOW + 1)).toEqual([]);
});

test("servers of one name in two domains are two causes: a mute of the one does not hush the other", () => {
  const silent = inferReason("host-down", "n3 does not answer", ["n3"]);
  const name = { domain: "leaf", account: "APP", stream: "B", consumer: null };
  const far = observedServer("n3", { isAnswering: false });
  const leaf = { ...far, identity: { ...far.identity, id: "ID-leaf-n3", domain: "leaf" } };
  const assets = [asset("A", null, silent), asset("B", null, silent, { ...name, id: assetId(name) })];
  const titles = findingsIn(observation([observedServer("n1"), leaf], []), assets).map(({ title }) => title);
  expect(titles.filter((title) => title.includes("unavailable"))).toEqual([
    "1 stream unavailable: n3 not answering",
    "leaf: 1 stream unavailable: n3 not answering",
  ]);
});

test.each([
  ["stopped - unexpected EOF", "stopped - invalid character"],
  [
    "unsupported - required API level: abc, current API level: 3",
    "unsupported - required API level: 1.5, current API level: 3",
  ],
  ["decoding error: unexpected EOF", "decoding error: invalid character"],
])("other words of one server are another cause: %s", (one, other) => {
  const said = (words: string) => parseReason(words, ["n3"]);
  const findings = findingsOf([
    asset("A", null, said(one)),
    asset("B", null, said(one)),
    asset("C", null, said(other)),
  ]);
  expect(findings.map(({ subjectCount }) => subjectCount)).toEqual([2, 1]);
  expect(findings[1]?.detail).toContain(other.replace(/^.* (?:-|error:) /, ""));
});

test("the same words of each asset by its name are one cause", () => {
  const said = (name: string) => asset(name, null, parseReason(`stopped - ${name}: unexpected EOF`, ["n3"]));
  expect(findingsOf([said("A1"), said("B2")]).map(({ subjectCount }) => subjectCount)).toEqual([2]);
});

test("a stopped stream and its consumers count for the consumer that stopped it", () => {
  const culprit = asset("A", "c", parseReason('unsupported - config error: unknown field "sourcing"', ["n3"]));
  const stream = asset("A", null, parseReason('stopped - unsupported consumer "c"', ["n3"]));
  const other = asset("A", "d", { ...parseReason("stopped", ["n3"]), kind: "stream-offline" });
  const [finding, ...others] = findingsOf([culprit, stream, other]);
  expect(others).toEqual([]);
  expect(finding).toMatchObject({ code: "JS_STREAM_OFFLINE", subjectCount: 3 });
});

test("streams that have lost their majority to one refusal are one finding, whichever servers of theirs refuse", () => {
  const lost = (servers: string[]): Reason => ({
    ...inferReason("no-quorum", `${servers.join(" and ")} refuse it`, servers),
    cause: "api-level",
    requiredLevel: 4,
    currentLevel: 3,
  });
  const silent = inferReason("no-quorum", "n2 and n3 do not answer", ["n2", "n3"]);
  const assets = [lost(["n2", "n3"]), lost(["n3", "n5"]), silent].map((why, index) => asset(`S${index}`, null, why));
  expect(findingsOf(assets).map(({ title, subjectCount }) => [title, subjectCount])).toEqual([
    ["2 streams unavailable: no majority: n2, n3 and n5 at API level 3, needs 4", 2],
    ["1 stream unavailable: no majority without n2 and n3", 1],
  ]);
});

test("an outage may be of more assets than a call takes arguments", () => {
  const reason = inferReason("no-quorum", "no majority without n2 and n3", ["n2", "n3"]);
  const many = Array.from({ length: 150_000 }, (_, index) => asset(`s${index}`, null, reason));
  const [finding] = findingsIn(observation([observedServer("n1")], []), many);
  expect([finding?.subjectCount, finding?.since]).toEqual([150_000, NOW]);
  expect(finding?.title).toBe("150,000 streams unavailable: no majority without n2 and n3");
  expect(changedAssets(NO_CASES, casesOf(many))).toHaveLength(150_000);
});

test.each<{ what: string; configs: (JsonObject | null)[]; kept: string }>([
  { what: "on disk", configs: [{ storage: "file" }, null], kept: " Data on disk is safe and comes back with it." },
  {
    what: "in memory",
    configs: [{ storage: "memory" }],
    kept: " What was held only in memory is lost with the restart.",
  },
  {
    what: "both",
    configs: [{ storage: "memory" }, { storage: "file" }],
    kept: " Data on disk is safe and comes back with it. What was held only in memory is lost with the restart.",
  },
])("data is said to come back where it is kept: $what", ({ configs, kept }) => {
  const names = configs.map((_, index) => `S${index}`);
  const ran = configs.map((config, index) => streamReport(`S${index}`, { leader: "n3", config, requiredLevel: 4 }));
  const others = ["n1", "n2"].map((name) => observedServer(name));
  const first = observation(
    [...others, observedServer("n3", { streams: ran })],
    [observedAccount({ names: ok(names) })],
  );
  const reason = "unsupported - required API level: 4, current API level: 3";
  const answer = ok([{ kind: "offline" as const, reason, raw: reason }]);
  const account = observedAccount({ names: ok(names), streams: new Map(names.map((name) => [name, answer])) });
  const rolledBack = observedServer("n3", { version: "2.12.15", level: 3 });
  const then = observation([...others, rolledBack], [account], NOW + 60_000);
  const { cases, topology } = diagnose(then, diagnose(first, NO_DIAGNOSIS));
  const facts = { observation: then, topology, cases, blockers: {}, failure: null, standing: new Map() };
  const offline = [...find(facts).values()].find(({ code }) => code === "JS_STREAM_OFFLINE");
  expect(offline?.remedy).toBe(`Upgrade n3 to nats-server 2.14.0 or newer.${kept}`);
});

test("what settles, is not observed or runs is no finding", () => {
  const quiet = (["settling", "unobserved", "online"] as const).map((state) => asset(state, null, null, { state }));
  expect(findingsOf(quiet)).toEqual([]);
});

test("degraded is a warning: by refusal, and by any other cause", () => {
  const replica = { server: "n3", serverId: null, reason: null };
  const refused = asset("A", null, tooLow("n3"), { state: "degraded", replicas: [{ ...replica, state: "offline" }] });
  const silent = asset("B", null, inferReason("host-down", "n3 is silent", ["n3"]), {
    state: "degraded",
    replicas: [{ ...replica, state: "silent" }],
  });
  expect(findingsOf([refused, silent]).map(({ code, severity }) => `${code} ${severity}`)).toEqual([
    "JS_REPLICA_UNSUPPORTED warning",
    "JS_ASSET_DEGRADED warning",
  ]);
});

test.each([
  'unsupported - config error: json: unknown field "template_owner"',
  'decoding error: json: unknown field "template_owner"',
])("a field that a newer release took out does not come back with an upgrade: %s", (words) => {
  const [finding] = findingsOf([asset("A", null, parseReason(words, ["n3"]))]);
  expect(finding?.remedy).toMatch(/^Start n3 with a release older than nats-server 2\.14\.0/);
});

test.each([
  ["the server stopped at a value that it does not know", { "\0n3": "Likely because of a consumer." }, /^Upgrade/],
  ["nobody knows why", { "\0n2": "Likely because of a consumer." }, /^Read the server's log .* restart it/],
])("what to do with what is down as its host is behind the meta leader, where %s", (_, blockers, remedy) => {
  const seen = observation([observedServer("n1")], []);
  const cases = casesOf([
    asset("A", null, inferReason("host-behind-meta", "n3 is cut off", ["n3"])),
    asset("B", null, inferReason("host-behind-meta", "n3 is cut off", ["n3"]), { state: "degraded" }),
  ]);
  const found = find({
    observation: seen,
    topology: topologyOf(seen),
    cases,
    blockers,
    failure: null,
    standing: new Map(),
  });
  expect([...found.values()].map((finding) => finding.remedy)).toEqual([
    expect.stringMatching(remedy),
    expect.stringMatching(remedy),
  ]);
});

test.each([
  ["is switched off", null, "1 stream unavailable: JetStream is off on n3", /^Switch JetStream on/],
  [
    "has stopped",
    "JetStream not enabled (10076)",
    "1 stream unavailable: JetStream has stopped on n3",
    /log .* restart/,
  ],
])("what to do where JetStream %s", (_, raw, title, remedy) => {
  const [finding] = findingsOf([asset("A", null, inferReason("jetstream-disabled", "n3 hosts it.", ["n3"], raw))]);
  expect(finding).toMatchObject({ title, remedy: expect.stringMatching(remedy) });
});

test("a finding says since when: of its assets the longest, else since it was first made", () => {
  const old = asset("C", null, tooLow("n3"), { since: NOW - 5_000 });
  expect(findingsOf([old, asset("B", null, tooLow("n3"))])[0]?.since).toBe(NOW - 5_000);
  const unknown = [asset("A", null, tooLow("n3"), { since: null })];
  const [first] = findingsOf(unknown);
  expect(first?.since).toBe(NOW);
  const standing = new Map(first && [[first.key, { ...first, since: 7 }]]);
  expect(findingsOf(unknown, standing)[0]?.since).toBe(7);
  expect(findingsOf([...unknown, old], standing)[0]?.since, "another joins those that were down all along").toBe(7);
});

test.each<[what: string, servers: string, title: string | undefined]>([
  ["nothing", "2.15.2/5 2.15.2/5", undefined],
  ["the version", "2.15.2/5 2.15.1/5", "JS_VERSION_SKEW: 1 server on 2.15.2 and 1 server on 2.15.1"],
  ["version and level", "2.15.2/5 2.12.15/3", "JS_LEVEL_SKEW: 1 server on level 5 and 1 server on level 3"],
  [
    "the level, as of nightly builds",
    "2.16.0-dev/6 2.16.0-dev/5",
    "JS_LEVEL_SKEW: 1 server on level 6 and 1 server on level 5",
  ],
])("servers of one domain that differ in %s", (_, servers, told) => {
  const seen = servers.split(" ").map((each, index) => {
    const [version = "", level] = each.split("/");
    return observedServer(`n${index + 1}`, { version, level: Number(level) });
  });
  const [skew] = findingsIn(observation(seen, [])).filter(({ code }) => code.endsWith("_SKEW"));
  expect(skew && `${skew.code}: ${skew.title}`).toBe(told);
});

/** A server that answers all but HEALTHZ. */
function healthless(name: string, fault: Fault, change: Partial<ObservedServer> = {}): ObservedServer {
  return { ...observedServer(name), health: { ok: false, fault, message: "no answer to HEALTHZ", at: NOW }, ...change };
}

test("servers that answer all but HEALTHZ are one warning, which names what each said last", () => {
  const { lastHealth } = observedServer("n2", { health: "JetStream is not current with the meta leader" });
  const servers = [observedServer("n1"), healthless("n2", "timeout", { lastHealth }), healthless("n3", "malformed")];
  const [finding, ...others] = findingsIn(observation(servers, []));
  expect(others).toEqual([]);
  expect(finding).toMatchObject({ code: "JS_SERVER_HEALTH_UNKNOWN", severity: "warning", subjectCount: 2 });
  expect(finding?.title).toBe("n2 and n3 do not tell their health");
  expect(finding?.detail).toContain("n2 last said: JetStream is not current with the meta leader");
});

test.each<[string, Observation]>([
  ["nobody may ask for it", observation([healthless("n1", "denied"), healthless("n2", "denied")], [])],
  ["nobody listens where it is asked", observation([healthless("n1", "no-responders")], [])],
  ["it was not asked yet", observation([{ ...observedServer("n1"), health: null }], [])],
  ["nothing is current", { ...observation([healthless("n1", "timeout")], []), isFresh: false }],
])("that a server does not tell its health is not its fault where %s", (_, seen) => {
  expect(findingsIn(seen).map(({ code }) => code)).not.toContain("JS_SERVER_HEALTH_UNKNOWN");
});

test("an account that has just come is no part that cannot be seen before it was asked", () => {
  const failed = { ok: false as const, fault: "no-responders" as const, message: "nobody listens", at: NOW };
  const accounts = (names: Probe<string[]> | null) => [
    observedAccount({ account: "OLD", names: ok([]) }),
    observedAccount({ account: "NEW", names }),
  ];
  expect(findingsIn(observation([observedServer("n1")], accounts(null)))).toEqual([]);
  const [finding] = findingsIn(observation([observedServer("n1")], accounts(failed)));
  expect(finding).toMatchObject({ title: "1 of 2 accounts not observed", detail: "NEW: nobody listens" });
});

test("what a finding says is one line: the screen writes control characters out", () => {
  const { lastHealth } = observedServer("n2", { health: "JetStream is not current with the meta leader" });
  const seen = observation([observedServer("n1"), healthless("n2", "timeout", { lastHealth })], []);
  const findings = findingsIn({ ...seen, problems: ["n1: jsz: not JSON", "n2: jsz: not JSON"] });
  expect(findings.map(({ code }) => code)).toEqual(["JS_SERVER_HEALTH_UNKNOWN", "JS_VIEW_PARTIAL"]);
  for (const { detail } of findings) expect(detail).not.toMatch(/\p{Cc}/u);
});

test("what is not seen is one finding a cause, each with its whole number", () => {
  const names = { ok: false, fault: "no-responders", message: "no way to it", at: NOW } as const;
  const accounts = [null, "leaf"].flatMap((domain) =>
    Array.from({ length: 15 }, (_, index) => observedAccount({ domain, account: `A${index}`, access: null, names })),
  );
  const clocks = ["n1", "n2", "n3"].map((name, index) => {
    const server = observedServer(name);
    return { ...server, identity: { ...server.identity, time: NOW + index * index * 200_000 } };
  });
  const seen = { ...observation(clocks, accounts), problems: ["n2: jsz: not JSON"] };
  const online = asset("A", null, null, { state: "online" });
  const findings = findingsIn(seen, [online]);
  expect(findings.map(({ key, title, subjectCount }) => [key, title, subjectCount])).toEqual([
    ["JS_VIEW_PARTIAL", "30 of 30 accounts not observed", 30],
    ["JS_VIEW_PARTIAL:answers", "1 answer missing or not readable", 1],
    ["JS_VIEW_PARTIAL:clocks", "1 clock off", 1],
  ]);
  expect(new Set(findings[0]?.subjects.map(({ id }) => id)).size).toBe(20);
});

test.each<[string, { fault: Fault; code?: number }, AccessKind | null, RegExp]>([
  ["JetStream cannot answer", { fault: "unavailable", code: 10008 }, "user", /^Plimsoll may ask/],
  ["nobody answers in time", { fault: "timeout" }, "import", /^Plimsoll may ask/],
  ["its prefix leads to another domain", { fault: "unavailable" }, "import", /^Give Plimsoll read access/],
  ["Plimsoll may not ask", { fault: "denied" }, "user", /^Give Plimsoll read access/],
  ["there is no way to it", { fault: "no-responders" }, null, /^Give Plimsoll read access/],
])("an account that is not observed because %s has the remedy for that", (_, why, access, remedy) => {
  const account = observedAccount({ access, names: { ok: false, message: "why", at: NOW, ...why } });
  const seen = observation([observedServer("n1")], [account, observedAccount({ account: "B", names: ok([]) })]);
  const [finding] = findingsIn(seen, [asset("A", null, null, { state: "online" })]);
  expect(finding).toMatchObject({ code: "JS_VIEW_PARTIAL", subjectCount: 1, remedy: expect.stringMatching(remedy) });
});

test("an asset belongs to its findings also where so many do that it is not named", () => {
  const silent = inferReason("host-down", "n3 is silent", ["n3"]);
  const replicas = [{ server: "n1", serverId: "ID-n1", state: "leader", reason: null }] as const;
  const assets = Array.from({ length: 60 }, (_, index) => [
    asset(`offline-${index}`, null, tooLow("n3")),
    asset(`offline-${index}`, "c", { ...parseReason("stopped", ["n3"]), kind: "stream-offline" }),
    asset(`unavailable-${index}`, null, silent),
    asset(`degraded-${index}`, null, silent, { state: "degraded", replicas: [...replicas] }),
    asset(`online-${index}`, null, null, { state: "online" }),
    asset(`settling-${index}`, null, null, { state: "settling" }),
  ]).flat();
  const seen = observation([observedServer("n1", { version: "2.10.27", level: 0 })], []);
  const facts = { observation: seen, topology: topologyOf(seen), cases: casesOf(assets), blockers: {}, failure: null };
  const findings = find({ ...facts, standing: new Map() });
  const keys = [...facts.cases.accounts.values()]
    .flatMap(casesIn)
    .flatMap((each) => findingKeysOf(each, facts, findings.values()));
  const counts = Object.fromEntries([...findings.values()].map(({ key, subjectCount }) => [key, subjectCount]));
  expect(Object.values(counts)).toEqual([120, 60, 60, 60]);
  for (const [key, count] of Object.entries(counts)) expect(keys.filter((each) => each === key)).toHaveLength(count);
  expect(keys).toHaveLength(300);
});

/** What is found of the meta group of n1 to n3, beside which other servers may be, at these times (ms), nobody leading it. */
function leaderlessAt(
  looks: [at: number, change: Record<string, Parameters<typeof observedServer>[1]>][],
  cases: Cases = NO_CASES,
) {
  let standing: ReadonlyMap<string, Finding> = new Map();
  return looks.map(([at, change]) => {
    const names = new Set(["n1", "n2", "n3", ...Object.keys(change)]);
    const servers = [...names].map((name) => observedServer(name, { metaLeader: null, ...change[name] }));
    const seen = observation(servers, [], NOW + at);
    standing = find({
      observation: seen,
      topology: topologyOf(seen),
      cases,
      blockers: {},
      failure: null,
      standing,
    });
    return [...standing.values()].find(({ code }) => code === "JS_META_NO_LEADER");
  });
}

const silent = { isAnswering: false };
const stopped = { jetstream: false, health: "JetStream not enabled (10076)" };
const off = { jetstream: false };
const alone = { n1: silent, n2: silent };

test.each([
  {
    where: "two of three answer",
    change: { n1: silent },
    limit: 12_000,
    detail: /^Streams .* Not answering: n1\.$/,
    remedy: /^Wait .* elect one/,
  },
  { where: "one does", change: alone, limit: 6_000, detail: / Not answering: n1 and n2\.$/, remedy: /^Bring back/ },
  {
    where: "JetStream runs at one only",
    change: { n1: stopped, n2: stopped },
    limit: 6_000,
    detail: /listed\. JetStream has stopped on n1 and n2\.$/,
    remedy: /^Bring back/,
  },
  {
    where: "JetStream is switched off on the others",
    change: { n1: off, n2: off, n3: { metaPeers: [peer("n1"), peer("n2")] } },
    limit: 6_000,
    detail: /listed\. JetStream is off on n1 and n2\.$/,
    remedy: /^Bring back/,
  },
  {
    where: "it is off on servers that are no members",
    change: { n1: silent, n4: off, n5: off },
    limit: 12_000,
    detail: / Not answering: n1\.$/,
    remedy: /^Wait .* elect one/,
  },
])("that nobody leads is no alarm while it may pass, where $where", ({ change, limit, detail, remedy }) => {
  const found = leaderlessAt([
    [0, change],
    [limit - 1, change],
    [limit, change],
  ]);
  expect(found.map((finding) => finding?.severity)).toEqual(["warning", "warning", "critical"]);
  const text = { detail: expect.stringMatching(detail), remedy: expect.stringMatching(remedy), since: NOW };
  expect(found[2]).toMatchObject({ title: "JetStream has no meta leader", ...text });
});

const allOff = { n1: off, n2: off, n3: off };
const known = casesOf([asset("A", null, null, { state: "online" })]);

test.each([
  { what: "it was switched off on all", change: allOff, words: "been switched off in their configuration." },
  {
    what: "it has stopped on all",
    change: { n1: stopped, n2: stopped, n3: stopped },
    words: "stopped on n1, n2 and n3.",
  },
  {
    what: "it has stopped on one and is off on the others",
    change: { ...allOff, n1: stopped },
    words: "stopped on n1.",
  },
])("where streams are known and $what, it is said that JetStream runs nowhere", ({ change, words }) => {
  const found = leaderlessAt(
    [
      [0, { n1: silent, n2: off, n3: off }],
      [6_000, { n1: silent, n2: off, n3: off }],
      [8_000, change],
    ],
    known,
  );
  expect(found.map((finding) => finding?.severity)).toEqual(["warning", "critical", "critical"]);
  expect(found[2]).toMatchObject({ title: "JetStream runs on no server", detail: expect.stringContaining(words) });
});

test("JetStream that is off on all servers is no alarm where no stream is known, unless it has stopped", () => {
  expect(
    leaderlessAt([
      [0, allOff],
      [60_000, allOff],
    ]),
  ).toEqual([undefined, undefined]);
  expect(leaderlessAt([[0, { ...allOff, n2: stopped }]])).toMatchObject([{ title: "JetStream runs on no server" }]);
  const elsewhere = casesOf([asset("A", null, null, { state: "online", domain: "leaf" })]);
  expect(leaderlessAt([[0, allOff]], elsewhere)).toEqual([undefined]);
});

test("that nobody leads stays an alarm when another server answers, until somebody does", () => {
  const found = leaderlessAt([
    [0, alone],
    [6_000, alone],
    [7_000, { n1: silent }],
    [9_000, { n1: { metaLeader: "n1" } }],
  ]);
  expect(found.map((finding) => finding?.severity)).toEqual(["warning", "critical", "critical", undefined]);
});

test("for how long nobody leads is counted anew where the clock was set back", () => {
  const found = leaderlessAt([
    [0, alone],
    [-3_600_000, alone],
    [-3_594_000, alone],
  ]);
  expect(found.map((finding) => finding?.severity)).toEqual(["warning", "warning", "critical"]);
});

test("a mute of that no server answers is not one of that nobody leads, or that none runs JetStream: of one outage still", () => {
  const away = { n1: silent, n2: silent, n3: silent };
  const found = leaderlessAt([
    [0, away],
    [7_000, alone],
    [8_000, { n1: stopped, n2: stopped, n3: stopped }],
  ]);
  expect(found.map((finding) => finding?.key)).toEqual([
    "JS_META_NO_LEADER::away",
    "JS_META_NO_LEADER:",
    "JS_META_NO_LEADER::off",
  ]);
  expect(found.map((finding) => finding?.since)).toEqual([NOW, NOW, NOW]);
  expect(found.map((finding) => finding?.severity)).toEqual(["warning", "critical", "critical"]);
});

test("a site of which no server answers is not said to have no meta leader", () => {
  const site = ["e1", "e2", "e3"].map((name) => {
    const server = observedServer(name, { isAnswering: false, metaLeader: "e1" });
    return { ...server, identity: { ...server.identity, domain: "edge" } };
  });
  const finding = findingsIn(observation([observedServer("n1"), ...site], [])).find(
    ({ code }) => code === "JS_META_NO_LEADER",
  );
  expect(finding).toMatchObject({
    title: "No server of domain edge answers",
    detail: expect.stringMatching(/cannot be seen.* Not answering: e1, e2 and e3\.$/),
    remedy: expect.stringMatching(/^Look at the link/),
    subjects: [{ kind: "domain", id: "edge" }],
  });
});
