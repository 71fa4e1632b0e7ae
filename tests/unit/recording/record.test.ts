import { describe, expect, test } from "vitest";
import { type Reply, type Wire, WireError, type WireStatus } from "#lib/nats/wire.ts";
import { recordWire } from "#lib/recording/record.ts";
import type { TapeEvent } from "#lib/recording/tape.ts";
import { gather } from "./tapes.ts";

const connecting: WireStatus = { state: "connecting", url: "ws://n1", problem: null };
const lost: WireStatus = { state: "disconnected", url: "ws://n1", problem: null };

/** A wire that gives these replies and then fails, if it shall. */
function scriptedWire(replies: Reply[], failure?: Error) {
  const listeners = new Set<(status: WireStatus) => void>();
  const wire: Wire = {
    async *request() {
      yield* replies;
      if (failure) throw failure;
    },
    status: () => connecting,
    onStatus(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => {},
  };
  const emit = (status: WireStatus) => {
    for (const listener of listeners) listener(status);
  };
  return { wire, emit };
}

function tapeSink() {
  const events: TapeEvent[] = [];
  let time = 0;
  return { events, add: (event: TapeEvent) => void events.push(event), now: () => time++ };
}

const reply = (text: string): Reply => ({ headers: {}, body: Buffer.from(text) });
const question = { kind: "answer", wire: "prod", subject: "S", body: "{}", requestInfo: null };

describe("a recorded wire", () => {
  test("passes on and logs the replies of a request", async () => {
    const sink = tapeSink();
    const wire = recordWire(scriptedWire([reply("a"), reply("b")]).wire, "prod", sink);
    const headers = { "Nats-Request-Info": '{"acc":"APP"}', Authorization: "sentinel" };
    expect(await gather(wire.request("S", "{}", { timeout: 1, headers }))).toEqual([reply("a"), reply("b")]);
    expect(sink.events).toEqual([
      { kind: "status", at: 0, wire: "prod", status: connecting },
      { ...question, at: 2, took: 1, requestInfo: '{"acc":"APP"}', replies: [reply("a"), reply("b")], fault: null },
    ]);
  });

  test("passes on and logs a failure", async () => {
    const sink = tapeSink();
    const failure = new WireError("timeout", "no answer");
    const wire = recordWire(scriptedWire([], failure).wire, "prod", sink);
    await expect(gather(wire.request("S", "{}", { timeout: 1 }))).rejects.toBe(failure);
    expect(sink.events[1]).toEqual({
      ...question,
      at: 2,
      took: 1,
      replies: [],
      fault: { fault: "timeout", message: "no answer" },
    });
  });

  test("logs what had come when its caller leaves early", async () => {
    const sink = tapeSink();
    const wire = recordWire(scriptedWire([reply("a"), reply("b")]).wire, "prod", sink);
    for await (const _ of wire.request("S", "{}", { timeout: 1 })) break;
    expect(sink.events[1]).toEqual({ ...question, at: 2, took: 1, replies: [reply("a")], fault: null });
  });

  test("logs the status at the start and each change, until it is closed", async () => {
    const sink = tapeSink();
    const { wire, emit } = scriptedWire([]);
    const recorded = recordWire(wire, "prod", sink);
    const heard: WireStatus[] = [];
    recorded.onStatus((status) => heard.push(status));
    emit(lost);
    await recorded.close();
    emit(connecting);
    expect(heard).toEqual([lost, connecting]);
    expect(sink.events).toEqual([
      { kind: "status", at: 0, wire: "prod", status: connecting },
      { kind: "status", at: 1, wire: "prod", status: lost },
    ]);
  });
});
