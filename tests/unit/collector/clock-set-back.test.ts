import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { askRound } from "#lib/collector/ask-system.ts";
import { createNamesLook } from "#lib/collector/look-up-names.ts";
import { createMetaLogs } from "#lib/collector/meta-logs.ts";
import { createServerBook } from "#lib/collector/server-book.ts";
import { createSight } from "#lib/collector/sight.ts";
import { cannedWire } from "../nats/canned-wire.ts";
import { systemReplies } from "../nats/fixtures.ts";
import { bare } from "./context.ts";
import { detailsFixture, detailsOf, enter, holds, link, wiresOf } from "./large-system.ts";

beforeEach(() => void vi.useFakeTimers({ toFake: ["performance", "Date"] }));
afterEach(() => void vi.useRealTimers());

/** As where a machine comes up with another zone's time and then hears of the right one. */
function setBack(): void {
  vi.setSystemTime(Date.now() - 2 * 60 * 60_000);
}

/** Half a second after the other, as loops do; gives how much was answered. */
async function during(seconds: number, ask: () => Promise<unknown>, answered: () => string[]): Promise<number> {
  for (let half = 0; half < 2 * seconds; half++) {
    vi.advanceTimersByTime(500);
    await ask();
  }
  return answered().length;
}

test.each([
  { what: "a small system", count: 2, seconds: 60, times: 5 },
  { what: "a large one", count: 40, seconds: 600, times: 3 },
])("the details of $what come round as before when the clock was set back", async ({ count, seconds, times }) => {
  const { wire, answered } = link(detailsOf);
  const { look } = detailsFixture(wire, count);
  const ask = () => look.ask(null);
  await ask();
  await during(300, ask, answered);
  setBack();
  const asked = await during(seconds, ask, answered);
  expect(asked).toBeGreaterThanOrEqual(times * count);
  expect(asked).toBeLessThanOrEqual(2 * times * count);
});

test("a round in the midst of which the clock is set back tells of nobody that it is silent", async () => {
  const ask = { pollInterval: 2_000, due: () => ({ varz: false, jsz: true, health: false }) };
  let isSetBack = false;
  const wire = cannedWire((subject) => {
    if (isSetBack) setBack();
    isSetBack = false;
    return systemReplies("2.15.2/cluster", subject.endsWith("JSZ") ? "jsz" : "statsz");
  });
  const book = createServerBook();
  await askRound(wire, book, ask);
  isSetBack = true;
  await askRound(wire, book, ask);
  expect(book.answeringIds().size).toBe(3);
  await askRound(wire, book, ask);
  expect(book.answeringIds().size).toBe(3);
});

test("a server that is silent since the clock was set back is told to be, and is dropped once it is back under another id", async () => {
  const ask = { pollInterval: 2_000, due: () => ({ varz: false, jsz: true, health: false }) };
  let read = (replies: string[]): string[] => replies;
  const wire = cannedWire((subject) =>
    read(systemReplies("2.15.2/cluster", subject.endsWith("JSZ") ? "jsz" : "statsz")),
  );
  const book = createServerBook();
  const poll = async () => {
    vi.advanceTimersByTime(2_000);
    await askRound(wire, book, ask);
    return book.servers();
  };
  const [n1] = (await poll()).map(({ identity }) => identity);
  if (!n1) throw new Error("nobody answered");
  await poll();
  setBack();
  read = (replies) => replies.filter((reply) => !reply.includes(`"server":{"name":"${n1.name}"`));
  const silent = (await poll()).find(({ identity }) => identity.id === n1.id);
  expect(silent?.isAnswering).toBe(false);
  expect(silent?.silentSince).toBeLessThan(Date.now());
  expect(book.answeringIds().size).toBe(2);

  read = (replies) => replies.map((reply) => reply.replaceAll(n1.id, "ANOTHER"));
  const ids = (await poll()).map(({ identity }) => identity.id);
  expect(ids).toHaveLength(3);
  expect(ids).not.toContain(n1.id);
});

test("a board that nobody answered since the clock was set back is not fresh", async () => {
  const ask = { pollInterval: bare.pollInterval, due: () => ({ varz: false, jsz: true, health: false }) };
  let isThere = true;
  const wire = cannedWire((subject) =>
    isThere ? systemReplies("2.15.2/cluster", subject.endsWith("JSZ") ? "jsz" : "statsz") : [],
  );
  const sight = createSight(bare, wiresOf(wire));
  sight.noteRound(await askRound(wire, sight.servers, ask));
  expect(sight.observe().isFresh).toBe(true);
  isThere = false;
  setBack();
  sight.noteRound(await askRound(wire, sight.servers, ask));
  expect(sight.observe().isFresh).toBe(false);
});

test("lists of names come round, and follow a hint, as before when the clock was set back", async () => {
  const { wire, answered } = link(() => JSON.stringify({ total: 1, offset: 0, limit: 1024, streams: ["S"] }));
  const accounts = ["A", "B"].map((account) => ({ kind: "import" as const, account, apiPrefix: `mon.${account}` }));
  const sight = createSight({ ...bare, accounts }, wiresOf(wire));
  enter(sight, 1);
  sight.discoverAccounts();
  const requests = { perSecond: 20, most: 800 };
  const options = { requests, hold: holds.names, calmHold: holds.calmNames };
  const look = createNamesLook(wire, sight, createMetaLogs(), options);
  const ask = () => look.ask(() => false);
  await ask();
  look.hint(new Set());
  await during(5, ask, answered);
  setBack();
  expect(await during(60, ask, answered), "in turn").toBe(2 * 6);
  look.hint(new Set());
  expect(await during(1, ask, answered), "with a hint").toBe(2);
});
