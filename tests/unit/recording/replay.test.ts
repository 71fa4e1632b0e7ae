import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { weighed } from "#lib/collector/metered.ts";
import { serverJsz } from "#lib/nats/server-jsz.ts";
import { jszSubject, PING_SUBJECTS } from "#lib/nats/subjects.ts";
import { pingHealthz } from "#lib/nats/system-api.ts";
import type { WireOptions } from "#lib/nats/wire.ts";
import { readTape } from "#lib/recording/read.ts";
import { type Clock, openReplay, type Replay } from "#lib/recording/replay.ts";
import type { TapeEvent } from "#lib/recording/tape.ts";
import { jsz } from "#tests/unit/nats/replies.ts";
import { answered, gather, tapeOf, writeTape } from "./tapes.ts";

function fakeClock(): Clock & { advance(ms: number): void } {
  let time = 1000;
  const timers = new Set<{ due: number; call: () => void }>();
  return {
    now: () => time,
    after(delay, call) {
      const timer = { due: time + delay, call };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    advance(ms) {
      const end = time + ms;
      for (;;) {
        const next = [...timers].filter(({ due }) => due <= end).sort((a, b) => a.due - b.due)[0];
        if (!next) break;
        timers.delete(next);
        time = next.due;
        next.call();
      }
      time = end;
    },
  };
}

/** Lets what is due happen. */
function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 5));
}

/** The bodies of the replies, or the fault in words. */
async function ask(
  replay: Replay,
  subject: string,
  options: Partial<WireOptions> = {},
  wire = "prod",
): Promise<string> {
  const bodies: string[] = [];
  try {
    const replies = replay.wire(wire).request(subject, "", { timeout: 1000, ...options });
    for await (const { body } of replies) bodies.push(Buffer.from(body).toString());
  } catch (error) {
    bodies.push(String(error));
  }
  return bodies.join(" ");
}

describe("a question on replay", () => {
  const events = [
    answered(1000, "POLLED", "a"),
    answered(3000, "POLLED", "b"),
    answered(5000, "POLLED", "c"),
    answered(10_000, "SELDOM", "early"),
    answered(40_000, "SELDOM", "late"),
  ];
  test.each([
    { asked: "POLLED", at: 0, gets: "a", why: "it was asked only later" },
    { asked: "POLLED", at: 1000, gets: "a", why: "that is the answer of this moment" },
    { asked: "POLLED", at: 2800, gets: "a", why: "the next was not asked yet, near as it is" },
    { asked: "POLLED", at: 2950, gets: "b", why: "that is the same moment" },
    { asked: "POLLED", at: 3000, gets: "b", why: "it is the latest" },
    { asked: "POLLED", at: 30_000, gets: "c", why: "there is none after it" },
    { asked: "SELDOM", at: 0, gets: "early", why: "it was asked only later" },
    { asked: "SELDOM", at: 14_000, gets: "early", why: "it is fresh" },
    { asked: "SELDOM", at: 30_000, gets: "early", why: "the next is too far ahead" },
    { asked: "SELDOM", at: 36_000, gets: "late", why: "the latest is old and the next is near" },
    { asked: "NEVER", at: 20_000, gets: "WireError: NEVER was not asked in this recording", why: "it never was asked" },
  ])("$asked at $at ms gets $gets, as $why", async ({ asked, at, gets }) => {
    const clock = fakeClock();
    const replay = openReplay(tapeOf(events, 60_000), clock);
    clock.advance(at);
    expect(await ask(replay, asked)).toBe(gets);
    replay.close();
  });

  test.each<{ name: string; options: Partial<WireOptions>; gets: string }>([
    { name: "one reply unless told", options: {}, gets: "n1" },
    { name: "as many as are wanted", options: { replies: 2 }, gets: "n1 n2" },
    { name: "all that came, where more are wanted", options: { replies: 9 }, gets: "n1 n2 n3" },
    { name: "all that came, where it lingers for more", options: { linger: 100 }, gets: "n1 n2 n3" },
  ])("gets $name", async ({ options, gets }) => {
    const replay = openReplay(tapeOf([answered(0, "PING", "n1", "n2", "n3")], 1000), fakeClock());
    expect(await ask(replay, "PING", options)).toBe(gets);
  });

  test("fails as it failed, after the replies that had come", async () => {
    const failed: TapeEvent = { ...baseAnswer, fault: { fault: "closed", message: "the link broke" } };
    const replay = openReplay(tapeOf([failed], 1000), fakeClock());
    expect(await ask(replay, "S", { replies: 3 })).toBe("half WireError: the link broke");
  });

  describe("that took its time", () => {
    const events = [answered(1000, "SLOW", "quick"), { ...answered(6000, "SLOW", "slow"), took: 4000 }];

    /** What the question gets that is asked at 3 s, and when, ms later. */
    async function askSlowly(clock: ReturnType<typeof fakeClock>, replay: Replay, timeout = 5000) {
      clock.advance(3000);
      const asked = { answer: null as string | null };
      const asking = ask(replay, "SLOW", { timeout }).then((answer) => {
        asked.answer = answer;
      });
      await turn();
      return { asked, asking };
    }

    test("takes it again, counted from when it was asked", async () => {
      const clock = fakeClock();
      const { asked, asking } = await askSlowly(clock, openReplay(tapeOf(events, 60_000), clock));
      clock.advance(3999);
      await turn();
      expect(asked.answer).toBeNull();
      clock.advance(1);
      await asking;
      expect(asked.answer).toBe("slow");
    });

    test("takes no longer than its caller waits", async () => {
      const clock = fakeClock();
      const { asked, asking } = await askSlowly(clock, openReplay(tapeOf(events, 60_000), clock), 100);
      clock.advance(100);
      await asking;
      expect(asked.answer).toBe("slow");
    });

    test("fails when the tape starts again meanwhile", async () => {
      const clock = fakeClock();
      const { asked, asking } = await askSlowly(clock, openReplay(tapeOf(events, 6500), clock));
      clock.advance(3500);
      await asking;
      expect(asked.answer).toBe("WireError: the recording has ended meanwhile");
    });
  });

  test("of another account is another question", async () => {
    const events = ["APP", "BILLING"].map((account) => ({
      ...baseAnswer,
      requestInfo: JSON.stringify({ acc: account }),
      replies: [{ headers: {}, body: Buffer.from(account) }],
    }));
    const replay = openReplay(tapeOf(events, 1000), fakeClock());
    const headers = { "nats-request-info": '{"acc":"BILLING"}', "Accept-Encoding": "gzip" };
    expect(await ask(replay, "S", { headers })).toBe("BILLING");
    expect(await ask(replay, "S")).toMatch(/not asked/);
  });

  test("for accounts a page of another size gets the pages that were recorded, all of them", async () => {
    const accounts = Array.from({ length: 1_500 }, (_, index) => ({ name: `A${index}`, id: `A${index}` }));
    const page = (offset: number): TapeEvent => ({
      ...answered(0, jszSubject("N1"), jsz({ account_details: accounts.slice(offset, offset + 1_024), total: 1_500 })),
      body: `{"accounts":true,"streams":true,"consumer":false,"config":false,"offset":${offset},"limit":1024}`,
    });
    const replay = openReplay(tapeOf([page(0), page(1_024)], 1000), fakeClock());
    for (const limit of [1_024, 5_000]) {
      const options = { timeout: 1000, streams: true, consumers: false, config: false, limit };
      const told = await serverJsz(replay.wire("prod"), "N1", options);
      expect(told).toMatchObject({ ok: true, value: { accounts: accounts.map(({ name }) => name) } });
    }
  });

  test("for accounts gets all of them where a server told no total, and its page was of another size", async () => {
    const accounts = Array.from({ length: 1_500 }, (_, index) => ({ name: `A${index}`, id: `A${index}` }));
    const page = (at: number, limit: number): TapeEvent => ({
      ...answered(at, jszSubject("N1"), jsz({ account_details: accounts.slice(0, limit) })),
      body: `{"accounts":true,"streams":true,"consumer":false,"config":false,"offset":0,"limit":${limit}}`,
    });
    const replay = openReplay(tapeOf([page(0, 1_024), page(500, 1_000_000)], 1000), fakeClock());
    const options = { timeout: 1000, streams: true, consumers: false, config: false };
    const told = await serverJsz(replay.wire("prod"), "N1", options);
    expect(told.ok && told.value.accounts.length).toBe(1_500);
  });

  test("costs what it cost as it was recorded, when replies came compressed", async () => {
    const body = gzipSync(JSON.stringify(Array.from({ length: 500 }, () => "the same")));
    const event: TapeEvent = { ...baseAnswer, replies: [{ headers: { "Content-Encoding": "gzip" }, body }] };
    const replay = openReplay(readTape(await writeTape([event]), "x.rec"), fakeClock());
    const scale = weighed(replay.wire("prod"));
    await gather(scale.wire.request("S", "", { timeout: 1000 }));
    expect(scale.bytes()).toBe(body.length);
  });

  test("of one server, asked only of all, gets what they all answered", async () => {
    const health = (name: string) =>
      JSON.stringify({ server: { id: name, name, ver: "2.15.2" }, data: { status: "ok" } });
    const ofAll = { ...answered(0, PING_SUBJECTS.HEALTHZ, health('n"1'), health("n2")), body: "{}" };
    const ofAnother = {
      ...answered(1, PING_SUBJECTS.HEALTHZ, health("n2")),
      body: '{"server_name":"n2","exact_match":true}',
    };
    const replay = openReplay(tapeOf([ofAll, ofAnother], 1000), fakeClock());
    const options = { timeout: 1000, serverName: 'n"1', expected: { count: null, ids: ['n"1'] } };
    const told = await pingHealthz(replay.wire("prod"), options);
    expect(told).toMatchObject({ ok: true, value: { answers: [{ server: { id: 'n"1' } }] } });
  });

  test("on a wire that was not recorded, or is closed, fails at once", async () => {
    const replay = openReplay(tapeOf([baseAnswer], 1000), fakeClock());
    expect(await ask(replay, "S", {}, "other")).toMatch(/not asked/);
    expect(replay.wire("other").status()).toEqual({ state: "disconnected", url: "", problem: null });
    const wire = replay.wire("prod");
    await wire.close();
    await expect(gather(wire.request("S", "", { timeout: 1000 }))).rejects.toMatchObject({ fault: "closed" });
  });
});

describe("a replay", () => {
  const connecting = { state: "connecting", url: "ws://n1", problem: null } as const;
  const connected = { state: "connected", url: "ws://n1", serverName: "n1", serverId: "N1", problem: null } as const;
  const events: TapeEvent[] = [
    { kind: "status", at: 0, wire: "prod", status: connecting },
    { kind: "status", at: 500, wire: "prod", status: connected },
    answered(1000, "S", "early"),
    answered(8000, "S", "late"),
  ];

  test("starts again at its end, telling so before any answer of the new round", async () => {
    const clock = fakeClock();
    const replay = openReplay(tapeOf(events, 10_000), clock);
    const log: string[] = [];
    const undo = replay.onLoop(() => log.push(`loop at ${replay.position()}`));
    replay.wire("prod").onStatus(({ state }) => log.push(`${state} at ${replay.position()}`));
    clock.advance(9999);
    expect(await ask(replay, "S")).toBe("late");
    clock.advance(2);
    expect(replay.position()).toBe(1);
    expect(await ask(replay, "S")).toBe("early");
    clock.advance(10_000);
    expect(log).toEqual([
      "connected at 500",
      "loop at 0",
      "connecting at 0",
      "connected at 500",
      "loop at 0",
      "connecting at 0",
    ]);
    undo();
    clock.advance(10_000);
    expect(log.filter((line) => line.startsWith("loop"))).toHaveLength(2);
    replay.close();
    clock.advance(99_999);
    expect(log).toHaveLength(8);
  });

  test("of nothing does not spin", () => {
    const clock = fakeClock();
    const replay = openReplay(tapeOf([], 0), clock);
    clock.advance(1000);
    expect(replay.position()).toBe(0);
  });
});

const baseAnswer = {
  kind: "answer" as const,
  at: 0,
  took: 0,
  wire: "prod",
  subject: "S",
  body: "",
  requestInfo: null,
  replies: [{ headers: {}, body: Buffer.from("half") }],
  fault: null,
};
