import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { NO_DIAGNOSIS } from "#lib/model/diagnose.ts";
import { type Wire, WireError } from "#lib/nats/wire.ts";
import { replyOf } from "../nats/canned-wire.ts";
import { detailsFixture, detailsOf, link } from "./large-system.ts";

beforeEach(() => void vi.useFakeTimers({ toFake: ["performance", "Date"] }));
afterEach(() => void vi.useRealTimers());

/** What was asked: `n1 short`, `n1 whole`. */
function fixture(count?: number) {
  const asked: string[] = [];
  const broken = new Set<string>();
  const { wire } = link((subject, body) => {
    const name = subject.split(".")[3]?.toLowerCase() ?? "";
    asked.push(`${name} ${JSON.parse(body).consumer ? "whole" : "short"}`);
    return broken.has(name) ? "{" : detailsOf(subject);
  });
  const read = () => asked.splice(0);
  return { ...detailsFixture(wire, count), read, broken };
}

/** Servers say again and again that they are others, until there is no budget to ask for all of them. */
async function spendAll({ look, servers, read }: ReturnType<typeof fixture>): Promise<void> {
  await look.ask(null);
  do {
    read();
    look.hint(servers);
    await look.ask(null);
  } while (read().length === servers.length);
}

test("a server that counts something else is asked in short also when all was spent on servers that changed", async () => {
  const large = fixture();
  await spendAll(large);
  large.look.hintCounts(["N39", "N40"]);
  await large.look.ask(null);
  expect(large.read()).toEqual(["n39 short", "n40 short"]);
});

test("what was asked in short is asked whole once there is a budget for it", async () => {
  const large = fixture();
  await spendAll(large);
  large.look.hintCounts(["N40"]);
  await large.look.ask(null);
  expect(large.read()).toEqual(["n40 short"]);

  vi.advanceTimersByTime(60_000);
  await large.look.ask(null);
  expect(large.read()).toContain("n40 whole");
});

test("what a server counts is not forgotten where its answer in its turn cannot be read", async () => {
  const { look, read, broken, servers } = fixture(40);
  await look.ask(null);
  // All have their turn at once, one of them also counts something else.
  vi.advanceTimersByTime(30 * 60_000);
  broken.add("n1");
  look.hintCounts(["N1"]);
  await look.ask(null);
  expect(read()).toContain("n1 whole");

  broken.clear();
  look.hint(servers.slice(1, 20));
  await look.ask(null);
  read();
  vi.advanceTimersByTime(1_000);
  await look.ask(null);
  expect(read()).toContain("n1 whole");
});

test("what is new in short goes first", async () => {
  const large = fixture();
  await large.look.ask(null);
  large.read();
  large.look.hint(["N1", "N2", "N3", "N4", "N5"]);
  large.look.hintCounts(["N40"]);
  await large.look.ask(null);
  expect(large.read()[0]).toBe("n40 short");
});

/** Some servers count something else again and again, as where consumers come and go: how often each is asked whole. */
async function wholeIn10Minutes({ of, churning, every }: { of: number; churning: number; every: number }) {
  const { look, servers, read } = fixture(of);
  await look.ask(null);
  read();
  for (let at = 0; at < 10 * 60_000; at += 500) {
    vi.advanceTimersByTime(500);
    if (at % every === 0) look.hintCounts(servers.slice(0, churning));
    await look.ask(null);
  }
  const asked = read();
  return servers.map((id) => asked.filter((each) => each === `${id.toLowerCase()} whole`).length);
}

test("a server that always counts something else is asked whole in its turn too, not only in short", async () => {
  const [times] = await wholeIn10Minutes({ of: 40, churning: 1, every: 5_000 });
  expect(times).toBeGreaterThanOrEqual(2);
});

test.each([
  { of: 40, churning: 35, every: 5_000 },
  { of: 3, churning: 2, every: 500 },
])("what $churning of $of servers spend without end leaves each its turn", async (system) => {
  expect(await wholeIn10Minutes(system)).not.toContain(0);
});

/** Servers of which those in `mute` swallow what they are asked, until it ends; gives who was asked, in order. */
function swallowing(count: number, answer = detailsOf) {
  const asked: string[] = [];
  const mute = new Set<string>();
  let ends: ((isAnswered: boolean) => void)[] = [];
  const { wire } = link(detailsOf);
  const request: Wire["request"] = async function* (subject) {
    const id = subject.split(".")[3] ?? "";
    asked.push(id);
    const isAnswered = mute.has(id) ? await new Promise<boolean>((resolve) => ends.push(resolve)) : true;
    if (!isAnswered) throw new WireError("timeout", "no answer");
    yield replyOf(answer(subject));
  };
  const end = async (isAnswered: boolean) => {
    for (const each of ends) each(isAnswered);
    ends = [];
    await others();
  };
  return { ...detailsFixture({ ...wire, request }, count), read: () => asked.splice(0), mute, end };
}

/** Lets those that answer do so. */
async function others(): Promise<void> {
  for (let turn = 0; turn < 50; turn++) await new Promise<void>((resolve) => setImmediate(resolve));
}

test("a server that fell silent while others were asked is not asked, and lets nobody wait", async () => {
  const { look, sight, servers, read, mute, end } = swallowing(12);
  for (const id of servers.slice(0, 8)) mute.add(id);
  const asking = look.ask(null);
  expect(read()).toEqual(servers.slice(0, 4));

  vi.advanceTimersByTime(2_000);
  for (const id of servers.slice(8)) {
    const { jsz } = sight.servers.server(id) ?? {};
    if (jsz?.ok) sight.servers.noteJsz(jsz.value, Date.now());
  }
  sight.servers.endRound(Date.now(), Date.now());
  await end(false);
  await asking;
  expect(read()).toEqual(servers.slice(8));
});

test("a server that swallows requests holds up no other, and what it says in the end is told", async () => {
  vi.useFakeTimers({ toFake: ["performance", "Date", "setTimeout"] });
  const { look, servers, read, mute, end } = swallowing(40);
  await look.ask(null);
  read();
  vi.advanceTimersByTime(20_000);
  mute.add("N1");
  look.hint(servers.slice(0, 2));
  const asking = look.ask(NO_DIAGNOSIS);
  await others();
  await vi.advanceTimersByTimeAsync(3_000);
  expect(await asking).toBe("urgent");
  expect(read()).toEqual(["N1", "N2"]);

  look.hint(["N3"]);
  expect(await look.ask(NO_DIAGNOSIS)).toBe("urgent");
  expect(read(), "it is not asked again either").toEqual(["N3"]);
  await end(true);
  expect(await look.ask(NO_DIAGNOSIS), "what came meanwhile").toBe("urgent");
  expect(read()).toEqual([]);
});

/** For 80 s something changes everywhere every 20 s, and so many servers swallow it: how often each other is asked. */
async function askedWhile(hung: number): Promise<number[]> {
  const { look, servers, read, mute, end } = swallowing(20, (subject) => detailsOf(subject).replace(/x{1000,}/, ""));
  await look.ask(null);
  read();
  for (const id of servers.slice(0, hung)) mute.add(id);
  for (let at = 0; at < 80_000; at += 1_000) {
    if (at % 20_000 === 0) look.hint(servers);
    // A question that is not answered ends after 15 s.
    if (at % 15_000 === 0) await end(false);
    void look.ask(NO_DIAGNOSIS);
    await others();
    await vi.advanceTimersByTimeAsync(1_000);
  }
  const asked = read();
  return servers.slice(hung).map((id) => asked.filter((each) => each === id).length);
}

test("servers that hang, nearly half of all, hold up no other", async () => {
  vi.useFakeTimers({ toFake: ["performance", "Date", "setTimeout"] });
  const usual = Math.min(...(await askedWhile(0)));
  expect(usual).toBeGreaterThan(5);
  expect(Math.min(...(await askedWhile(8)))).toBeGreaterThanOrEqual(usual - 1);
});

test("the first look does not wait for those that have not even counted their streams", async () => {
  vi.useFakeTimers({ toFake: ["performance", "Date", "setTimeout"] });
  const { look, sight, servers, read, mute, end } = swallowing(12);
  for (const id of servers) {
    const { identity, jsz } = sight.servers.server(id) ?? {};
    const facts = { apiLevel: 5, levelReported: true, startedAt: null, featureFlags: null };
    const brief = { activeServers: null, haAssets: null, accounts: null, meta: null };
    if (identity) sight.servers.noteStatsz({ server: identity, ...facts, ...brief }, Date.now());
    if (servers.indexOf(id) < 6) mute.add(id);
    else if (jsz?.ok) sight.servers.noteJsz(jsz.value, Date.now());
  }
  const asking = look.ask(null);
  await others();
  expect(read().slice(0, 6)).toEqual(servers.slice(6));
  await vi.advanceTimersByTimeAsync(3_000);
  expect(await asking).toBe("routine");
  await end(false);
});
