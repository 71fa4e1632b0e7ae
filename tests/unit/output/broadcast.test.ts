import { describe, expect, test, vi } from "vitest";
import type { BoardSource, Update } from "#lib/model/store.ts";
import { createBroadcast } from "#lib/output/broadcast.ts";
import { published } from "./published.ts";

/** A source that a test moves on by hand. */
function createSource(size = 1) {
  const listeners = new Set<(update: Update) => void>();
  const updates: Update[] = [];
  const { board } = published({ context: "x".repeat(size) });
  let revision = 10;
  let observedAt = 1_000;
  const source: BoardSource = {
    current: () => ({ revision, observedAt, board }),
    since: (known) => (known < 10 || known > revision ? null : updates.filter((update) => update.revision > known)),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  function tell(update: Update) {
    for (const listener of listeners) listener(update);
  }
  return {
    source,
    listeners,
    change() {
      revision += 1;
      observedAt += 1;
      const update = { revision, observedAt, delta: { assets: { removed: [`A${revision}`] } } };
      updates.push(update);
      tell(update);
    },
    poll() {
      observedAt += 1;
      tell({ revision, observedAt, delta: null });
    },
  };
}

function open(source: BoardSource, { last = null, limit = 10 }: { last?: number | null; limit?: number } = {}) {
  const broadcast = createBroadcast(source, { buildId: "b1", limit, now: () => 5_000 });
  const abort = new AbortController();
  const stream = broadcast.open(last, abort.signal);
  if (!stream) throw new Error("refused");
  return { broadcast, abort, reader: stream.getReader() };
}

/** Reads what is there by now, as text. */
async function readAvailable(reader: ReadableStreamDefaultReader<Uint8Array>, chunks: number): Promise<string> {
  let text = "";
  for (let index = 0; index < chunks; index++) text += new TextDecoder().decode((await reader.read()).value);
  return text;
}

function eventsOf(text: string): string[] {
  return text.split("\n\n").flatMap((frame) => {
    const event = /^event: (\w+)$/m.exec(frame)?.[1];
    const id = /^id: (\d+)$/m.exec(frame)?.[1];
    return event === undefined ? [] : [id === undefined ? event : `${event} ${id}`];
  });
}

describe("a reader", () => {
  test("hears the whole board first, then each change with its revision, and each poll", async () => {
    const { source, change, poll } = createSource();
    const { reader } = open(source);
    change();
    poll();
    const text = await readAvailable(reader, 5);
    expect(text.startsWith("retry: 3000\n\n")).toBe(true);
    expect(eventsOf(text)).toEqual(["board 10", "ping", "delta 11", "ping"]);
    expect(text).toContain('data: {"revision":11,"observedAt":1002,"buildId":"b1","now":5000}');
  });

  test.each([
    ["what it missed", 10, ["delta 11", "delta 12", "ping"]],
    ["only a sign of life where it missed nothing", 12, ["ping"]],
    ["the whole board where that is too long ago", 3, ["board 12", "ping"]],
    ["the whole board after a restart of Plimsoll", 99, ["board 12", "ping"]],
  ])("that comes back hears %s", async (_name, last, events) => {
    const { source, change } = createSource();
    change();
    change();
    const { reader } = open(source, { last });
    expect(eventsOf(await readAvailable(reader, events.length + 1))).toEqual(events);
  });

  test("that does not read is skipped, and gets the whole board when it reads again", async () => {
    const { source, change } = createSource(400_000);
    const { reader } = open(source);
    for (let index = 0; index < 500; index++) change();
    const waiting = await readAvailable(reader, 3);
    expect(eventsOf(waiting)).toEqual(["board 10", "ping"]);
    expect(eventsOf(await readAvailable(reader, 2))).toEqual(["board 510", "ping"]);
    change();
    expect(eventsOf(await readAvailable(reader, 1))).toEqual(["delta 511"]);
  });

  test("hears a sign of life every 5 s", async () => {
    vi.useFakeTimers();
    const { source } = createSource();
    const { reader } = open(source);
    await readAvailable(reader, 3);
    vi.advanceTimersByTime(10_000);
    vi.useRealTimers();
    expect(eventsOf(await readAvailable(reader, 2))).toEqual(["ping", "ping"]);
  });
});

describe("readers together", () => {
  test("share one subscription and one encoding", async () => {
    const { source, listeners, change } = createSource();
    const { broadcast, reader } = open(source);
    const second = broadcast.open(null, new AbortController().signal)?.getReader();
    change();
    expect(listeners.size).toBe(1);
    const chunks = await Promise.all(
      [reader, second].map(async (each) => {
        for (let index = 0; index < 3; index++) await each?.read();
        return (await each?.read())?.value;
      }),
    );
    expect(chunks[0]).toBe(chunks[1]);
  });

  test("are refused above the limit, and let in again when one has gone", () => {
    const { source, listeners } = createSource();
    const { broadcast, abort } = open(source, { limit: 1 });
    expect(broadcast.open(null, new AbortController().signal)).toBeNull();
    abort.abort();
    expect(broadcast.readers()).toBe(0);
    expect(listeners.size).toBe(0);
    expect(broadcast.open(null, new AbortController().signal)).not.toBeNull();
  });

  test("that are gone before they came leave nothing", () => {
    const { source, listeners } = createSource();
    const broadcast = createBroadcast(source, { buildId: "b", limit: 1, now: Date.now });
    broadcast.open(null, AbortSignal.abort());
    expect(broadcast.readers()).toBe(0);
    expect(listeners.size).toBe(0);
  });

  test("that cancel leave nothing", async () => {
    const { source, listeners } = createSource();
    const { broadcast, reader } = open(source);
    await reader.cancel();
    expect(broadcast.readers()).toBe(0);
    expect(listeners.size).toBe(0);
  });
});
