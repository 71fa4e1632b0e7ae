import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { askRound } from "#lib/collector/ask-system.ts";
import { createNamesLook } from "#lib/collector/look-up-names.ts";
import { createMetaLogs } from "#lib/collector/meta-logs.ts";
import { createServerBook } from "#lib/collector/server-book.ts";
import { createSight } from "#lib/collector/sight.ts";
import { type ContextConfig, DEFAULT_BUDGET } from "#lib/model/context.ts";
import { type Wire, WireError } from "#lib/nats/wire.ts";
import { cannedWire, replyOf } from "../nats/canned-wire.ts";
import { systemReplies } from "../nats/fixtures.ts";
import { config, detailsFixture, detailsOf, enter, holds, type Link, link, wiresOf } from "./large-system.ts";

beforeEach(() => void vi.useFakeTimers({ toFake: ["performance", "Date"] }));
afterEach(() => void vi.useRealTimers());

test("hinted servers that were not asked as the connection ended are asked as soon as there is one", async () => {
  const { wire, answered, endAfter } = link(detailsOf);
  const { look, sight, servers } = detailsFixture(wire);
  await look.ask(null);
  expect(answered()).toHaveLength(servers.length);

  vi.advanceTimersByTime(20_000);
  const hinted = servers.slice(0, 8);
  look.hint(hinted);
  endAfter(2);
  await look.ask(null);
  expect(answered()).toHaveLength(2);
  expect(
    sight.servers.servers().every(({ detail }) => detail?.ok),
    "what is known stays",
  ).toBe(true);

  vi.advanceTimersByTime(500);
  endAfter(Number.POSITIVE_INFINITY);
  await look.ask(null);
  const asked = answered().map((subject) => subject.split(".")[3]);
  expect(new Set(asked.slice(0, 6))).toEqual(new Set(hinted.slice(2)));
});

test("a server of which only the counts are others is asked in short, also after the connection ended", async () => {
  let shorts = 0;
  const { wire, answered, endAfter } = link((subject, body) => {
    if (JSON.parse(body).consumer === false) shorts += 1;
    return detailsOf(subject);
  });
  const { look, servers } = detailsFixture(wire);
  await look.ask(null);
  answered();
  look.hintCounts(servers.slice(0, 1));
  endAfter(0);
  await look.ask(null);
  endAfter(Number.POSITIVE_INFINITY);
  await look.ask(null);
  expect([answered().length, shorts]).toEqual([1, 1]);
});

const ACCOUNTS = 2_000;

function namesFixture(system: Link, imports = system) {
  const sight = createSight({ ...config, accounts: accountsOf(ACCOUNTS) }, wiresOf(system.wire, imports.wire));
  enter(sight, 1);
  sight.discoverAccounts();
  const look = createNamesLook(system.wire, sight, createMetaLogs(), {
    requests: { perSecond: DEFAULT_BUDGET.requests, most: 800 },
    hold: holds.names,
    calmHold: holds.calmNames,
  });

  const unobserved = () => sight.accounts().filter(({ names }) => !names?.ok).length;
  return { look, unobserved };
}

function accountsOf(count: number): ContextConfig["accounts"] {
  return Array.from({ length: count }, (_, index) => ({
    kind: "import",
    account: `A${index}`,
    apiPrefix: `mon.A${index}`,
  }));
}

const namesAnswer = () => JSON.stringify({ total: 1, offset: 0, limit: 1024, streams: ["S"] });

test("accounts stay observed as the system's connection ends, and what was not asked then is not paid for", async () => {
  const system = link(namesAnswer);
  const { look, unobserved } = namesFixture(system);
  await look.ask(() => false);
  expect(unobserved()).toBe(0);
  system.answered();

  vi.advanceTimersByTime(100_000);
  look.hintAll();
  system.endAfter(50);
  await look.ask(() => false);
  expect([system.answered().length, unobserved()]).toEqual([50, 0]);

  system.endAfter(Number.POSITIVE_INFINITY);
  await look.ask(() => false);
  expect(system.answered().length, "all that was saved but for the 50").toBeGreaterThanOrEqual(750);
});

test("accounts that a connection of their own leads to are not observed without it, but asked as soon as it is there", async () => {
  const imports = link(namesAnswer);
  const { look, unobserved } = namesFixture(link(namesAnswer), imports);
  await look.ask(() => false);
  vi.advanceTimersByTime(100_000);
  look.hintAll();
  imports.endAfter(0);
  await look.ask(() => false);
  expect(unobserved()).toBe(ACCOUNTS);

  imports.endAfter(Number.POSITIVE_INFINITY);
  look.retry();
  look.hintAll();
  await look.ask(() => false);
  expect(unobserved(), "all that was saved is left").toBeLessThanOrEqual(ACCOUNTS - 800);
});

test("in the midst of a round: servers that were not heard any more are not silent", async () => {
  const kinds = { varz: false, jsz: true, health: false };
  const ask = { pollInterval: 2_000, due: () => kinds };
  const whole = cannedWire((subject) => systemReplies("2.15.2/cluster", subject.endsWith("JSZ") ? "jsz" : "statsz"));
  const cut: Wire = {
    ...whole,
    status: () => ({ state: "disconnected", url: "ws://canned", problem: null }),
    async *request() {
      for (const text of systemReplies("2.15.2/cluster", "statsz").slice(0, 1)) yield replyOf(text);
      throw new WireError("closed", "the connection has ended");
    },
  };
  const book = createServerBook();
  await askRound(whole, book, ask);
  expect(book.answeringIds().size).toBe(3);
  expect((await askRound(cut, book, ask)).changes).toBeNull();
  expect(book.answeringIds().size).toBe(3);
});
