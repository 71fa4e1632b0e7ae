import { afterEach, beforeEach, expect, test, vi } from "vitest";
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
