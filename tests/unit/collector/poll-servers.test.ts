import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createServerPoll, type ServerPoll } from "#lib/collector/poll-servers.ts";
import { createServerBook } from "#lib/collector/server-book.ts";
import { cannedWire } from "../nats/canned-wire.ts";
import { systemReplies } from "../nats/fixtures.ts";

const KINDS = ["STATSZ", "VARZ", "JSZ", "HEALTHZ"];
const POLL_MS = 2_000;
/** As in a large system: so little a second that a round of three servers is dear. */
const hold = { least: 0, most: 20_000, perSecond: 1 };

beforeEach(() => void vi.useFakeTimers({ toFake: ["performance", "Date"] }));
afterEach(() => void vi.useRealTimers());

interface Polled {
  poll: ServerPoll;
  /** Polls for so long, s; gives how often all were asked for each kind. */
  pollFor(seconds: number): Promise<{ [kind: string]: number }>;
  /** From now on the meta leader says that its log is as long. */
  write(entries: number): void;
}

function pollFixture(fixture: string): Polled {
  const asked: { [kind: string]: number } = {};
  let entries: number | null = null;
  const wire = cannedWire((subject) => {
    // A PING without more is one for STATSZ.
    const what = subject.replace("$SYS.REQ.SERVER.PING", "").slice(1) || "STATSZ";
    asked[what] = (asked[what] ?? 0) + 1;
    const replies = systemReplies(fixture, what.toLowerCase());
    return entries === null
      ? replies
      : replies.map((text) => text.replaceAll(/"pending_entries":\d+/g, `"pending_entries":${entries}`));
  });
  const poll = createServerPoll(wire, createServerBook(), { pollInterval: POLL_MS, hold });
  return {
    poll,
    async pollFor(seconds) {
      for (const what of KINDS) asked[what] = 0;
      for (let left = seconds * 1_000; left > 0; left -= POLL_MS) {
        await poll.ask(() => {});
        vi.advanceTimersByTime(POLL_MS);
      }
      return { ...asked };
    },
    write(count) {
      entries = count;
    },
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

test("when the log moves, JSZ comes within a quarter of its hold", async () => {
  const { pollFor, write } = pollFixture("2.15.2/cluster");
  await pollFor(60);
  write(123_456);
  expect(await pollFor(6)).toMatchObject({ JSZ: 1, HEALTHZ: 1 });
});
