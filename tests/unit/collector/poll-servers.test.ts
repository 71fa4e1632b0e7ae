import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Hold } from "#lib/collector/holds.ts";
import { createServerPoll, type ServerPoll } from "#lib/collector/poll-servers.ts";
import { createSight } from "#lib/collector/sight.ts";
import { answerOf } from "#lib/model/probe.ts";
import { WireError } from "#lib/nats/wire.ts";
import { cannedWire } from "../nats/canned-wire.ts";
import { systemReplies } from "../nats/fixtures.ts";
import { bare } from "./context.ts";

const KINDS = ["STATSZ", "VARZ", "JSZ", "HEALTHZ"];
const POLL_MS = 2_000;
/** As in a large system: so little a second that a round of three servers is expensive. */
const slowHold = { least: 0, most: 20_000, perSecond: 1 };
const hintedHold = { least: 0, most: 5_000, perSecond: 1 };

beforeEach(() => void vi.useFakeTimers({ toFake: ["performance", "Date"] }));
afterEach(() => void vi.useRealTimers());

interface Polled {
  poll: ServerPoll;
  /** Polls for so long, s; gives how often all were asked for each kind. */
  pollFor(seconds: number): Promise<{ [kind: string]: number }>;
  /** From now on the meta leader says that its log is as long, and from so much later hosts count so many streams, ms. */
  write(entries: number, streams?: number, after?: number): void;
  /** From now on all servers say in STATSZ that they have so many accounts. */
  sayAccounts(count: number): void;
  /** How many streams a host counts, as far as is known. */
  known(): number | null | undefined;
  /** From now on these servers do not answer HEALTHZ; null: nobody may ask for it. */
  withoutHealth(names: string[] | null): void;
  /** From now on what a server counts in JSZ cannot be read; null: all can be read. */
  garble(name: string | null): void;
  /** What is known of each server's health, by name. */
  health(): { [name: string]: string };
  /** Answers that could not be had. */
  problems(): string[];
}

function pollFixture(fixture: string, hold: Hold = slowHold): Polled {
  const asked: { [kind: string]: number } = {};
  let healthless: string[] | null = [];
  let garbled: string | null = null;
  let texts: { [name: string]: number } = {};
  let counts: { streams: number; since: number } | null = null;
  const wire = cannedWire((subject) => {
    // A PING without more is one for STATSZ.
    const what = subject.replace("$SYS.REQ.SERVER.PING", "").slice(1) || "STATSZ";
    asked[what] = (asked[what] ?? 0) + 1;
    if (what === "HEALTHZ" && healthless === null) throw new WireError("denied", "may not publish");
    const silent = what === "HEALTHZ" ? (healthless ?? []) : [];
    const said = {
      ...texts,
      ...(what === "JSZ" && counts && Date.now() >= counts.since && { streams: counts.streams }),
    };
    const replies = systemReplies(fixture, what.toLowerCase());
    const heard = replies.filter((reply) => !silent.some((name) => reply.includes(`"name":"${name}"`)));
    const isGarbled = (reply: string) =>
      what === "JSZ" && garbled !== null && reply.includes(`"server":{"name":"${garbled}"`);
    const told = heard.map((reply) =>
      isGarbled(reply) ? reply.replaceAll(/"streams":\d+/g, '"streams":"many"') : reply,
    );
    return told.map((reply) =>
      Object.entries(said).reduce(
        (text, [name, value]) => text.replaceAll(RegExp(`"${name}":\\d+`, "g"), `"${name}":${value}`),
        reply,
      ),
    );
  });
  const sight = createSight(bare, { system: wire, imports: wire, accounts: new Map() });
  const book = sight.servers;
  const poll = createServerPoll(wire, book, { pollInterval: POLL_MS, hold, hintedHold });
  return {
    poll,
    async pollFor(seconds) {
      for (const what of KINDS) asked[what] = 0;
      for (let left = seconds * 1_000; left > 0; left -= POLL_MS) {
        sight.noteRound(await poll.ask(() => {}));
        vi.advanceTimersByTime(POLL_MS);
      }
      return { ...asked };
    },
    write(entries, streams = 0, after = Number.POSITIVE_INFINITY) {
      texts = { pending_entries: entries };
      counts = { streams, since: Date.now() + after };
    },
    sayAccounts(count) {
      texts = { accounts: count };
    },
    withoutHealth(names) {
      healthless = names;
    },
    garble(name) {
      garbled = name;
    },
    health: () =>
      Object.fromEntries(
        book.servers().map(({ identity, health }) => [identity.name, health?.ok ? "ok" : `${health?.fault}`]),
      ),
    problems: () => sight.observe().problems,
    known: () => answerOf(book.servers()[0]?.jsz)?.streams,
  };
}

test.each(["2.10.27", "2.11.17", "2.12.4", "2.12.15"])(
  "a large system of %s, whose STATSZ tells nothing of the meta group's log: JSZ and HEALTHZ every 20 s",
  async (version) => {
    const { pollFor } = pollFixture(`${version}/cluster`);
    await pollFor(60);
    expect(await pollFor(120)).toEqual({ STATSZ: 60, VARZ: 0, JSZ: 6, HEALTHZ: 6 });
  },
);

test.each(["2.14.9", "2.15.2"])(
  "a large system of %s: JSZ every minute while the meta group's log stands, HEALTHZ every 20 s",
  async (version) => {
    const { pollFor } = pollFixture(`${version}/cluster`);
    await pollFor(60);
    expect(await pollFor(120)).toEqual({ STATSZ: 60, VARZ: 0, JSZ: 2, HEALTHZ: 6 });
  },
);

test("a system that is neither small nor so large that its budget allows no more: HEALTHZ every 10 s", async () => {
  const { pollFor } = pollFixture("2.15.2/cluster", { ...slowHold, most: 4_000 });
  await pollFor(60);
  expect(await pollFor(120)).toEqual({ STATSZ: 60, VARZ: 0, JSZ: 2, HEALTHZ: 12 });
});

test("when the log moves, JSZ comes once as soon as it may, and once more", async () => {
  const { pollFor, write } = pollFixture("2.15.2/cluster");
  await pollFor(60);
  write(123_456);
  expect(await pollFor(6)).toMatchObject({ JSZ: 1, HEALTHZ: 1 });
  expect(await pollFor(6)).toMatchObject({ JSZ: 1 });
  expect(await pollFor(6)).toMatchObject({ JSZ: 0 });
});

test("after the log has moved, polls are to come sooner for some seconds", async () => {
  const { poll, pollFor, write } = pollFixture("2.15.2/cluster");
  await pollFor(60);
  expect(poll.isEventful()).toBe(false);
  write(123_456);
  await pollFor(2);
  expect(poll.isEventful()).toBe(true);
  await pollFor(8);
  expect(poll.isEventful()).toBe(true);
  await pollFor(4);
  expect(poll.isEventful()).toBe(false);
});

test.each([
  [300, 6],
  [3_000, 6],
  [9_000, 26],
])(
  "a host that counts what was written %i ms later than the leader says so is asked within %i s more",
  async (lag, seconds) => {
    const { pollFor, write, known } = pollFixture("2.15.2/cluster");
    await pollFor(120);
    write(123_456, 4_321, lag);
    await pollFor(2);
    expect(known(), "JSZ of the same poll comes too early").not.toBe(4_321);
    await pollFor(seconds);
    expect(known()).toBe(4_321);
    expect(await pollFor(120), "and then it stands again").toMatchObject({ JSZ: 2 });
  },
);

test("a server that answers all but HEALTHZ: its health is not known once it was asked twice; the others' is", async () => {
  const { pollFor, withoutHealth, health } = pollFixture("2.15.2/cluster");
  await pollFor(60);
  const [name = "", ...others] = Object.keys(health());
  const rest = Object.fromEntries(others.map((each) => [each, "ok"]));
  withoutHealth([name]);
  await pollFor(20);
  expect(health()).toEqual({ [name]: "ok", ...rest });
  await pollFor(20);
  expect(health()).toEqual({ [name]: "timeout", ...rest });
  withoutHealth([]);
  await pollFor(40);
  expect(health()).toEqual({ [name]: "ok", ...rest });
});

test("where nobody may ask for HEALTHZ any more, no health is known, and it says so", async () => {
  const { pollFor, withoutHealth, health } = pollFixture("2.15.2/cluster");
  await pollFor(60);
  withoutHealth(null);
  await pollFor(40);
  expect(new Set(Object.values(health()))).toEqual(new Set(["denied"]));
});

test("that nobody may ask for HEALTHZ is said after each poll, not only after those that asked", async () => {
  const { withoutHealth, pollFor, problems } = pollFixture("2.15.2/cluster");
  withoutHealth(null);
  const said: string[][] = [];
  for (let poll = 0; poll < 3; poll++) {
    await pollFor(2);
    said.push(problems());
  }
  expect(said).toEqual([["may not publish"], ["may not publish"], ["may not publish"]]);
  withoutHealth([]);
  await pollFor(20);
  expect(problems()).toEqual([]);
});

test("an answer that could not be read is no problem any more once its server, asked alone, gives one that can", async () => {
  const { pollFor, sayAccounts, garble, health, problems } = pollFixture("2.15.2/cluster");
  await pollFor(60);
  const [name = ""] = Object.keys(health());
  garble(name);
  await pollFor(60);
  expect(problems()).toEqual([expect.stringContaining(`${name}: `)]);
  garble(null);
  sayAccounts(7);
  expect(await pollFor(2), "each is asked, and not all").toMatchObject({ JSZ: 3 });
  expect(problems()).toEqual([]);
});
