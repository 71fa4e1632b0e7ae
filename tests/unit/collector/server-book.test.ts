import { expect, test } from "vitest";
import { createServerBook } from "#lib/collector/server-book.ts";
import { answerOf } from "#lib/model/probe.ts";
import type { JszReport, StatszReport } from "#lib/model/report.ts";
import { isFollowingMeta } from "#lib/model/topology.ts";
import { NOW, observedServer, ok, peer, streamReport } from "../model/observed.ts";

const { identity, jsz } = observedServer("n1");

function summary(streams: number): JszReport {
  const known = answerOf(jsz);
  if (!known) throw new Error("no summary");
  return { ...known, streams };
}

/** A server that had a summary and details of so many streams, in this order; gives what the next rounds say of it. */
function rounds(...said: { counted?: number; detailed?: number | number[] }[]): boolean[] {
  const book = createServerBook();
  let at = NOW;
  return said.map(({ counted, detailed }) => {
    at += 1_000;
    if (counted !== undefined) book.noteJsz(summary(counted), at);
    const { countedIds } = book.endRound(at, at);
    for (const length of [detailed ?? []].flat()) {
      const streams = Array.from({ length }, (_, index) => streamReport(`S${index}`));
      book.noteDetail(identity.id, ok({ server: identity, accounts: ["APP"], streams }, at + 500));
    }
    return countedIds.has(identity.id);
  });
}

test("a server is worth a look where it counts something else than before", () => {
  const [, same, other] = rounds({ counted: 3, detailed: 3 }, { counted: 3 }, { counted: 2 });
  expect([same, other]).toEqual([false, true]);
});

test("a stream that went and came back between two summaries, but not in the details, is found missing there", () => {
  const [, , back] = rounds({ counted: 3, detailed: 3 }, { counted: 3, detailed: 2 }, { counted: 3 });
  expect(back).toBe(true);
});

test.each([
  ["seen gone in the details too", [2, 3]],
  ["gone in the summary only", 3],
])("a stream that goes, comes back and goes again is found missing each time: %s", (_, detailed) => {
  const said = rounds({ counted: 3, detailed: 3 }, { counted: 2, detailed }, { counted: 2 });
  expect(said.slice(1)).toEqual([true, true]);
});

test("a server that always counts another number than it tells in detail is looked at for that once", () => {
  const said = rounds(
    { counted: 3, detailed: 2 },
    { counted: 3, detailed: 2 },
    { counted: 3, detailed: 2 },
    { counted: 3 },
  );
  expect(said.slice(1)).toEqual([true, false, false]);
});

function brief(accounts: number): StatszReport {
  const rest = { haAssets: 0, featureFlags: null };
  const level = { apiLevel: 4, levelReported: true, startedAt: null, activeServers: 1, meta: null };
  return { server: identity, accounts, ...level, ...rest };
}

test("where JSZ may not be asked, STATSZ tells of the meta group, until JetStream goes off", () => {
  const book = createServerBook();
  const known = () => answerOf(book.server(identity.id)?.jsz);
  book.noteStatsz({ ...brief(5), meta: { leader: "n1", peers: [peer("n2")], log: null } }, NOW);
  expect(known()).toMatchObject({ meta: { leader: "n1", peers: [{ name: "n2" }] }, streams: null, consumers: null });
  book.noteStatsz({ ...brief(5), apiLevel: null }, NOW + 2_000);
  expect(known()?.meta).toBeNull();
});

/** STATSZ and then a summary, of so many accounts each; gives after each STATSZ whether a summary is worth asking for. */
function moves(...said: [brief: number, summed: number][]): boolean[] {
  const book = createServerBook();
  return said.map(([accounts, summed], index) => {
    book.noteStatsz(brief(accounts), NOW + index * 1_000);
    const isMoved = book.moved().length > 0;
    book.noteJsz({ ...summary(3), accounts: summed }, NOW + index * 1_000 + 100);
    return isMoved;
  });
}

test("what changed between STATSZ and the summary is looked at again, though STATSZ then says the same", () => {
  expect(moves([5, 5], [4, 5], [4, 4], [4, 4])).toEqual([true, true, true, false]);
});

test("a server whose STATSZ and summary always differ is not asked for ever", () => {
  expect(moves([5, 4], [5, 4], [5, 4])).toEqual([true, true, false]);
  expect(moves([5, 5], [5, 4], [5, 4], [5, 4], [5, 4])).toEqual([true, false, true, false, false]);
});

test("what details show to have changed since the summary is looked at again, once", () => {
  const book = createServerBook();
  const moved = (summed: number | null, detailed: number) => {
    book.noteStatsz(brief(5), NOW);
    if (summed !== null) book.noteJsz({ ...summary(summed), accounts: 5 }, NOW);
    const streams = Array.from({ length: detailed }, (_, index) => streamReport(`S${index}`));
    book.noteDetail(identity.id, ok({ server: identity, accounts: ["APP"], streams }, NOW));
    return book.moved().length > 0;
  };
  expect([moved(3, 3), moved(null, 2), moved(3, 2), moved(3, 3)]).toEqual([false, true, false, false]);
});

test("a server that was silent is asked for a summary as soon as it is back, though STATSZ says what it said before", () => {
  const book = createServerBook();
  const moved = (at: number, isThere: boolean) => {
    if (isThere) book.noteStatsz(brief(5), at);
    const isMoved = book.moved().length > 0;
    if (isThere) book.noteJsz({ ...summary(3), accounts: 5 }, at);
    book.endRound(at, at);
    return isThere && isMoved;
  };
  const said = [true, true, false, true, true].map((isThere, round) => moved(NOW + round * 2_000, isThere));
  expect(said).toEqual([true, false, false, true, false]);
});

test("a server that leaves JSZ unanswered is named after the second time in a row, until it answers or is silent", () => {
  const book = createServerBook();
  const isNamed = (round: number, isTold: boolean | null) => {
    const at = NOW + round * 2_000;
    if (isTold !== null) book.noteStatsz(brief(5), at);
    if (isTold) book.noteJsz(summary(3), at);
    book.noteNoJsz(isTold ? [] : [identity.id]);
    book.endRound(at, at);
    return book.problems().some((problem) => problem.includes("PING.JSZ from n1"));
  };
  const said = [true, false, true, false, false, false, true, false, null, false, false];
  const named = said.map((isTold, round) => isNamed(round, isTold));
  expect(named).toEqual([false, false, false, false, true, true, false, false, false, false, true]);
});

test("a server that answers HEALTHZ no more, but all else: its last word holds for one answer that is late, no longer", () => {
  const book = createServerBook();
  const why = { ok: false, fault: "timeout", message: "no answer to HEALTHZ", at: NOW } as const;
  const health = (round: number, isTold: boolean | null) => {
    const at = NOW + round * 2_000;
    if (isTold !== null) book.noteStatsz(brief(5), at);
    if (isTold) book.noteHealth({ server: identity, statusCode: 200, error: null }, at);
    else book.noteNoHealth(identity.id, why);
    book.endRound(at, at);
    const known = book.server(identity.id)?.health ?? null;
    return known && (known.ok ? "ok" : known.fault);
  };
  const late = [true, false, true, false, false, false, true, true].map((isTold, round) => health(round, isTold));
  expect(late).toEqual(["ok", "ok", "ok", "ok", "timeout", "timeout", "timeout", "ok"]);
  const rare = [false, false, true, false, false, true, false].map((isTold, round) => health(8 + round, isTold));
  expect(rare, "one answer of three is not well each time").toEqual(["ok", ...Array(6).fill("timeout")]);
  const silent = [null, true, false, false].map((isTold, round) => health(16 + round, isTold));
  expect(silent, "silence begins anew").toEqual([null, "ok", "ok", "timeout"]);
});

/** A server in rounds, each with what it says to HEALTHZ; undefined: nothing, "silent": it answers nothing at all. */
function believing() {
  const book = createServerBook();
  const why = { ok: false, fault: "timeout", message: "no answer to HEALTHZ", at: NOW } as const;
  let at = NOW;
  return (said?: string | null) => {
    at += 2_000;
    if (said !== "silent") book.noteStatsz(brief(5), at);
    if (said === undefined) book.noteNoHealth(identity.id, why);
    else if (said !== "silent") {
      book.noteHealth({ server: identity, statusCode: said ? 503 : 200, error: said }, at);
    }
    book.endRound(at, at);
    const server = book.server(identity.id);
    return server && isFollowingMeta(server);
  };
}

test("that nobody leads is no longer held against a server once HEALTHZ is not answered", () => {
  const leaderless = "JetStream has not established contact with a meta leader";
  expect([leaderless, undefined, undefined].map(believing())).toEqual([false, false, true]);
});

test("a server that was behind the meta leader is not believed before it says that it follows again", () => {
  const asked = [
    undefined,
    null,
    "JetStream is not current with the meta leader",
    undefined,
    undefined,
    undefined,
    "silent",
    undefined,
    null,
    undefined,
    undefined,
  ];
  expect(asked.map(believing())).toEqual([true, true, false, false, false, false, false, false, true, true, true]);
});

const HOUR_MS = 60 * 60_000;

interface Told {
  name: string;
  /** By default there is one process of each name. */
  id?: string;
  cluster?: string;
  domain?: string;
  /** Whom its meta group counts on beside itself, which leads it; null: it is standalone. */
  members?: string[] | null;
  /** Who leads its meta group; itself by default. */
  leader?: string | null;
  streams?: number;
  jetstream?: boolean;
  /** When the streams that it tells of in detail were created, ms; by default it gives no details. */
  created?: number[];
}

/** Rounds in which these servers answer, each so long after the one before; gives who is known after the last. */
function remembered(...rounds: [after: number, ...told: Told[]][]): string[] {
  const book = createServerBook();
  let at = NOW;
  for (const [after, ...told] of rounds) {
    at += after;
    for (const { name, domain = null, cluster = "C1", members = [], leader = name, streams = 3, ...own } of told) {
      const metaPeers = members?.map((member) => peer(member)) ?? [];
      const known = observedServer(name, { metaLeader: leader, metaPeers, isClustered: members !== null });
      const report = answerOf(known.jsz);
      if (!report) throw new Error("no summary");
      const server = {
        ...report.server,
        domain,
        cluster,
        id: own.id ?? `${domain} ${name}`,
        jetstream: own.jetstream ?? true,
      };
      book.noteJsz({ ...report, server, streams }, at);
      const details = own.created?.map((createdAt, index) => ({ ...streamReport(`S${index}`), createdAt }));
      if (details) book.noteDetail(server.id, ok({ server, accounts: ["APP"], streams: details }, at));
    }
    book.endRound(at, at);
  }
  return book.servers().map(({ identity: { domain, name } }) => (domain === null ? name : `${domain} ${name}`));
}

const hub: Told = { name: "n1" };
const site = (name: string, members: string[] | null = []): Told => ({ name, domain: "LEAF", members });

test("a server that left is remembered for an hour, and longer while the meta group counts on it", () => {
  const counting: Told = { name: "n1", members: ["n2"] };
  const left: [number, ...Told[]] = [2 * HOUR_MS, counting];
  expect(remembered([0, counting, { name: "n2" }], left, left)).toEqual(["n1", "n2"]);
  expect(remembered([0, counting, { name: "n2" }], left, left, [1_000, hub])).toEqual(["n1"]);
});

test("while nobody leads, who was in the meta group is remembered, as nobody could say that it was removed", () => {
  const led: Told[] = ["n1", "n2", "n3"].map((name) => ({
    name,
    leader: "n1",
    members: name === "n1" ? ["n2", "n3"] : [],
  }));
  const left: Told = { name: "n3", leader: null };
  const outage: [number, ...Told[]][] = [
    [0, ...led, { name: "off", members: null, streams: 0 }],
    [2_000, left],
    [2 * HOUR_MS, left],
  ];
  expect(remembered(...outage)).toEqual(["n1", "n2", "n3"]);
  expect(remembered(...outage, [1_000, { name: "n3", members: ["n2"] }])).toEqual(["n2", "n3"]);
  const alone: Told = { name: "l1", members: null };
  expect(remembered([0, ...led, alone], [2 * HOUR_MS, alone]), "nobody of the group is left").toEqual(["l1"]);
});

test("a leader that steps down still knows the members, until another leads", () => {
  const book = createServerBook();
  const told = (leader: string | null, peers: string[]) => {
    const report = { ...summary(3), meta: { leader, peers: peers.map((name) => peer(name)), log: null } };
    book.noteJsz(report, NOW);
    return answerOf(book.server(identity.id)?.jsz)?.meta?.peers.map(({ name }) => name);
  };
  expect([told("n1", ["n2", "n3"]), told(null, []), told("n2", [])]).toEqual([["n2", "n3"], ["n2", "n3"], []]);
});

test("a server is not remembered because the meta group of another domain has one of its name", () => {
  const counting: Told = { name: "n1", members: ["n2"] };
  const both: Told[] = [counting, { name: "n2" }, site("l1", ["n2"])];
  expect(
    remembered([0, ...both, site("n2")], [2_000, ...both], [2 * HOUR_MS, counting, { name: "n2" }, site("l1")]),
  ).toEqual(["n1", "n2", "LEAF l1"]);
});

test.each([
  { what: "a cluster", servers: [site("l1", ["l2"]), site("l2")] },
  { what: "a standalone server", servers: [site("l1", null)] },
])("a site with streams that fell silent as a whole is remembered for a week: $what", ({ servers }) => {
  const names = servers.map(({ name }) => `LEAF ${name}`);
  expect(remembered([0, hub, ...servers], [24 * HOUR_MS, hub])).toEqual(["n1", ...names]);
  expect(remembered([0, hub, ...servers], [8 * 24 * HOUR_MS, hub])).toEqual(["n1"]);
});

test("a standalone server with streams is remembered for a week, though others of its domain answer", () => {
  const leaf: Told = { name: "l1", members: null };
  expect(remembered([0, hub, leaf], [24 * HOUR_MS, hub])).toEqual(["n1", "l1"]);
  expect(remembered([0, hub, { ...leaf, streams: 0 }], [24 * HOUR_MS, hub])).toEqual(["n1"]);
});

test("servers that went one after the other are forgotten, though each counted on the others at last", () => {
  const goes: [number, ...Told[]] = [2_000, hub, site("l2", ["l1"])];
  expect(remembered([0, hub, site("l1", ["l2"]), site("l2")], goes, [8 * 24 * HOUR_MS, hub])).toEqual(["n1"]);
});

test("servers that came back in another domain are remembered in the old one for an hour", () => {
  const moved = { ...site("l1"), domain: "EDGE" };
  expect(remembered([0, hub, site("l1")], [2_000, hub], [2_000, hub, moved], [2 * HOUR_MS, hub, moved])).toEqual([
    "n1",
    "EDGE l1",
  ]);
});

test("a site whose servers come back without JetStream, and so without a domain, is remembered for a week", () => {
  const off: Told = { name: "l1", jetstream: false, members: null, streams: 0 };
  const came: [number, ...Told[]][] = [
    [0, hub, site("l1")],
    [2_000, hub],
    [2_000, hub, off],
  ];
  expect(remembered(...came, [24 * HOUR_MS, hub, off])).toEqual(["n1", "LEAF l1", "l1"]);
  expect(remembered(...came, [8 * 24 * HOUR_MS, hub, off])).toEqual(["n1", "l1"]);
});

const held = [NOW - 5_000, NOW - 9_000];

test.each<{ what: string; came: Partial<Told>; isForgotten: boolean; had?: number[] }>([
  { what: "with its streams", came: { created: [NOW, NOW - 9_000] }, isForgotten: true },
  { what: "without a stream, as it had none", had: [], came: { created: [] }, isForgotten: false },
  { what: "with details that have not come yet", came: {}, isForgotten: false },
  { what: "with streams of the same names: another site", came: { created: [NOW, NOW] }, isForgotten: false },
  { what: "in another cluster too: another server", came: { created: held, cluster: "C2" }, isForgotten: false },
])("a server that came under another domain is forgotten in the old one at once: $isForgotten, $what", (moved) => {
  const { had = held, came, isForgotten } = moved;
  const then = { ...site("l1"), domain: "EDGE", ...came };
  const known = remembered(
    [0, hub, { ...site("l1"), created: had }],
    [2_000, hub],
    [2_000, hub, then],
    [2_000, hub, then],
  );
  expect(known).toEqual(isForgotten ? ["n1", "EDGE l1"] : ["n1", "LEAF l1", "EDGE l1"]);
});

test("a server without streams goes with the others of its domain, which has another name now", () => {
  const old: Told[] = [
    { ...site("l1"), created: held },
    { ...site("l2"), created: [] },
  ];
  const then = old.map((each) => ({ ...each, domain: "EDGE" }));
  const came: [number, ...Told[]] = [2_000, ...then];
  expect(remembered([0, ...old], [2_000], [2_000, ...then.slice(0, 1)], came, came)).toEqual(["EDGE l1", "EDGE l2"]);
});

test("of a cluster that comes under another domain one by one, none is forgotten while the rest still counts on it", () => {
  const l1: Told = { ...site("l1"), leader: "l2", created: held };
  const l2: Told = { ...site("l2", ["l1"]), created: held };
  const [e1, e2] = [l1, l2].map((each) => ({ ...each, domain: "EDGE" })) as [Told, Told];
  const half: [number, ...Told[]][] = [
    [0, l1, l2],
    [2_000, l2],
    [2_000, l2, e1],
    [2_000, l2, e1],
  ];
  expect(remembered(...half)).toEqual(["LEAF l1", "LEAF l2", "EDGE l1"]);
  const whole: [number, ...Told[]] = [2_000, e1, e2];
  expect(remembered(...half, [2_000, e1], whole, whole)).toEqual(["EDGE l1", "EDGE l2"]);
});

test.each<{ what: string; before: Partial<Told> }>([
  { what: "in another cluster", before: {} },
  { what: "as a member, who stood alone", before: { cluster: "n2", members: null } },
])("a server that came back $what is remembered as it was for an hour", ({ before }) => {
  const counting: Told = { name: "n1", cluster: "C2", members: ["n2"] };
  const back: Told = { name: "n2", id: "N2", cluster: "C2" };
  const came: [number, ...Told[]][] = [
    [0, { name: "n2", ...before }],
    [2_000, counting, back],
  ];
  expect(remembered(...came)).toEqual(["n2", "n1", "n2"]);
  expect(remembered(...came, [2 * HOUR_MS, counting, back])).toEqual(["n1", "n2"]);
});

const unnamed = (id: string): Told => ({ name: id, id, members: null });

test("a server without a name that was restarted, with another id, is not remembered", () => {
  expect(remembered([0, unnamed("A")], [2_000, unnamed("B")])).toEqual(["B"]);
});

test("of several servers without a name those that are silent are remembered until as many have come", () => {
  const gone: [number, ...Told[]][] = [[0, unnamed("A"), unnamed("B")], [2_000]];
  expect(remembered(...gone, [2_000, unnamed("A")])).toEqual(["A", "B"]);
  expect(remembered(...gone, [2_000, unnamed("C")])).toEqual(["A", "B", "C"]);
  expect(remembered(...gone, [2_000, unnamed("C")], [2_000, unnamed("C"), unnamed("D")])).toEqual(["C", "D"]);
});

test("a server alone that held nothing is remembered for an hour", () => {
  expect(remembered([0, hub, { ...site("l1", null), streams: 0 }], [2 * HOUR_MS, hub])).toEqual(["n1"]);
});

test("of two servers of one name, as leaf nodes may be, one that falls silent stays; a restarted one takes its own place", () => {
  const book = createServerBook();
  const seen = (at: number, ...ids: string[]) => {
    for (const id of ids) book.noteStatsz({ ...brief(1), server: { ...identity, id } }, at);
    book.endRound(at, at);
    return book.servers().map(({ identity: { id }, isAnswering }) => `${id} ${isAnswering}`);
  };
  seen(NOW, "A", "B");
  expect(seen(NOW + 1_000, "A")).toEqual(["A true", "B false"]);
  expect(seen(NOW + 2_000, "A", "C")).toEqual(["A true", "C true"]);
});

test("a server that was restarted counts twice for as long as the others may take it for two", () => {
  const book = createServerBook();
  const seen = (at: number, ...ids: string[]) => {
    for (const id of ids) book.noteStatsz({ ...brief(1), server: { ...identity, id } }, at);
    book.endRound(at, at);
    return book.countedTwice();
  };
  expect(seen(NOW, "A")).toBe(0);
  expect(seen(NOW + 1_000, "B")).toBe(1);
  expect(seen(NOW + 4 * 60_000, "B")).toBe(1);
  expect(seen(NOW + 5 * 60_000, "B")).toBe(0);
});

test("what a server ran before is remembered through restarts, of the one in its place", () => {
  const book = createServerBook();
  const seen = (at: number, ...processes: [id: string, version: string, name?: string][]) => {
    for (const [id, version, name = "n1"] of processes)
      book.noteStatsz({ ...brief(1), server: { ...identity, id, name, version } }, at);
    book.endRound(at, at);
    return book.servers().flatMap(({ isAnswering, formerVersion }) => (isAnswering ? [formerVersion] : []));
  };
  expect(seen(NOW, ["A", "2.15.2"], ["other", "2.14.0", "n2"])).toEqual([null, null]);
  expect(seen(NOW + 1_000, ["other", "2.14.0", "n2"])).toEqual([null]);
  expect(seen(NOW + 2_000, ["other", "2.14.0", "n2"], ["B", "2.12.15"])).toEqual([null, "2.15.2"]);
  expect(seen(NOW + 3_000, ["C", "2.12.15"])).toEqual(["2.15.2"]);
  expect(seen(NOW + 4_000, ["D", "2.14.0"])).toEqual(["2.12.15"]);
});

test("of servers without a name nobody says what they ran before", () => {
  const book = createServerBook();
  for (const [index, [id, version]] of [["A", "2.15.2"] as const, ["B", "2.12.15"] as const].entries()) {
    book.noteStatsz({ ...brief(1), server: { ...identity, id, name: id, version } }, NOW + index * 1_000);
    book.endRound(NOW + index * 1_000, NOW + index * 1_000);
  }
  expect(book.servers().map(({ formerVersion }) => formerVersion)).toEqual([null]);
});
