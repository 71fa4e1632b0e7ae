import { expect, test, vi } from "vitest";
import { headlineOf } from "#components/status/headline.ts";
import { watchContext } from "#lib/collector/watch-context.ts";
import { type Wire, WireError, type WireStatus } from "#lib/nats/wire.ts";
import { cannedWire } from "../nats/canned-wire.ts";
import { systemReplies } from "../nats/fixtures.ts";
import { bare } from "./context.ts";

const fixture = "2.15.2/cluster";
const url = "ws://test";
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
