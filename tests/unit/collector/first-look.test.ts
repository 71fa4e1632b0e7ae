import { afterEach, expect, test, vi } from "vitest";
import { headlineOf } from "#components/status/headline.ts";
import { watchContext } from "#lib/collector/watch-context.ts";
import type { ContextConfig } from "#lib/model/context.ts";
import { type Wire, WireError, type WireStatus } from "#lib/nats/wire.ts";
import { cannedWire } from "../nats/canned-wire.ts";
import { systemReplies } from "../nats/fixtures.ts";
import { bare } from "./context.ts";

const fixture = "2.15.2/cluster";
const url = "ws://test";
afterEach(() => void vi.useRealTimers());

const connected: WireStatus = { state: "connected", url, serverName: "n1", serverId: "N1", problem: null };

/** A wire that loses its connection when the first server is asked for its streams, and has another one soon after. */
function losing(): Wire {
  const listeners = new Set<(status: WireStatus) => void>();
  let status: WireStatus = connected;
  let isLost = false;
  const become = (next: WireStatus): void => {
    status = next;
    for (const listener of listeners) listener(next);
  };
  const answering = cannedWire((subject) => {
    const [, what] = /^\$SYS\.REQ\.SERVER\.PING\.?(.*)$/.exec(subject) ?? [];
    if (what !== undefined) return systemReplies(fixture, what.toLowerCase() || "statsz");
    return systemReplies(fixture, "jsz-assets").filter((reply) => reply.includes(subject.split(".")[3] ?? ""));
  });
  return {
    ...answering,
    async *request(subject, ...rest) {
      if (!isLost && subject.endsWith(".JSZ") && !subject.includes("PING")) {
        isLost = true;
        become({ state: "disconnected", url, problem: null });
        setTimeout(() => become(connected), 100);
      }
      if (status.state !== "connected") throw new WireError("closed", "the connection has ended");
      yield* answering.request(subject, ...rest);
    },
    status: () => status,
    onStatus: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

test("a first look during which the connection ends begins anew: what was not told is not taken for nothing", async () => {
  const onError = (error: unknown) => expect.unreachable(String(error));
  const wire = losing();
  const watch = watchContext(bare, { openWire: () => wire, source: { kind: "live" }, onError });
  const said = new Set<string>();
  const stop = watch.store.subscribe(() => said.add(headlineOf(watch.store.current().board).rest));
  const online = () => watch.store.current().board.head.counts.assets.stream.online;
  await vi.waitFor(() => expect(online()).toBeGreaterThan(0), 4_000);
  stop();
  await watch.close();
  expect([...said]).not.toContain("There are no streams yet.");
  expect(watch.store.timeline().filter(({ kind }) => kind === "asset")).toEqual([]);
});

/** Streams are assigned of which no server runs one, and nobody answers for any of them. */
function dead(count: number): Wire {
  const names = Array.from({ length: count }, (_, index) => `S${index}`);
  const answers = (subject: string): string[] => {
    if (subject.endsWith("API.INFO")) return [JSON.stringify({ api: { level: 4 } })];
    if (subject.endsWith("STREAM.NAMES"))
      return [JSON.stringify({ total: count, offset: 0, limit: count, streams: names })];
    const [, what] = /^\$SYS\.REQ\.SERVER\.PING\.?(.*)$/.exec(subject) ?? [];
    if (what !== undefined) return systemReplies(fixture, what.toLowerCase() || "statsz");
    return systemReplies(fixture, "jsz-assets").filter((reply) => reply.includes(subject.split(".")[3] ?? ""));
  };
  const answering = cannedWire(answers);
  return {
    ...answering,
    async *request(subject, ...rest) {
      if (/\.STREAM\.INFO\.|\.CONSUMER\./.test(subject)) {
        await new Promise((resolve) => setTimeout(resolve, 2_500));
        throw new WireError("timeout", "nobody answers");
      }
      yield* answering.request(subject, ...rest);
    },
  };
}

test("a thousand streams for which nobody answers keep the board from nobody, and Plimsoll is ready meanwhile", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance", "Date"] });
  const context: ContextConfig = { ...bare, accountLookup: "system-header" };
  const onError = (error: unknown) => expect.unreachable(String(error));
  const wire = dead(1_000);
  const watch = watchContext(context, { openWire: () => wire, source: { kind: "live" }, onError });
  const pass = async (seconds: number) => {
    for (let step = 0; step < 10 * seconds; step++) await vi.advanceTimersByTimeAsync(100);
    const { status, counts } = watch.store.current().board.head;
    return { status, isReady: watch.isReady(), dead: counts.assets.stream.unavailable };
  };
  expect(await pass(5)).toMatchObject({ status: "unknown", isReady: true });
  const { status, dead: down } = await pass(10);
  expect(status).toBe("critical");
  expect(down).toBeGreaterThanOrEqual(1_000);
  const closed = watch.close();
  await pass(5);
  await closed;
});
