import { setTimeout as sleep } from "node:timers/promises";
import { expect, test, vi } from "vitest";
import { watchContext } from "#lib/collector/watch-context.ts";
import type { Wire } from "#lib/nats/wire.ts";
import { cannedWire } from "../nats/canned-wire.ts";
import { apiReplies, systemReplies } from "../nats/fixtures.ts";
import { appUser, bare } from "./context.ts";

const fixture = "2.15.2/standalone";
const leafId = `N${"LEAF".repeat(13)}ABC`;

/** What the standalone server says, as a leaf node without JetStream would say it. */
function asLeaf(reply: string): string {
  const said = JSON.parse(reply);
  const server = { ...said.server, name: "leaf", id: leafId, jetstream: false };
  if (said.statsz) return JSON.stringify({ server, statsz: { ...said.statsz, jetstream: undefined } });
  return JSON.stringify({ server, data: { status: "ok", disabled: true } });
}

/** Answers as over a network: some time after the question. */
function late(wire: Wire): Wire {
  return {
    ...wire,
    async *request(...asked) {
      await sleep(20);
      yield* wire.request(...asked);
    },
  };
}

test("the streams of a standalone server run on while a leaf node without JetStream comes and goes", async () => {
  let hasLeaf = false;
  const system = cannedWire((subject) => {
    const [, what] = /^\$SYS\.REQ\.SERVER\.PING\.?(.*)$/.exec(subject) ?? [];
    if (what === undefined) return systemReplies(fixture, "jsz-assets");
    const replies = systemReplies(fixture, what.toLowerCase() || "statsz");
    return hasLeaf ? [...replies.map(asLeaf), ...replies] : replies;
  });
  const app = cannedWire((subject) => {
    const reply = apiReplies(fixture).get(subject.replace("$JS.API.", ""));
    return reply ? [reply] : [];
  });
  const config = { ...bare, accounts: [appUser], pollInterval: 200 };
  const watch = watchContext(config, {
    openWire: (_, name) => late(name.endsWith("/APP") ? app : system),
    source: { kind: "live" },
    onError: (error) => expect.unreachable(String(error)),
  });
  const servers = () => Object.values(watch.store.current().board.servers).map(({ name, state }) => `${name} ${state}`);
  const online = () => watch.store.current().board.head.counts.assets.stream.online;
  await vi.waitFor(() => expect(online()).toBe(8), 3_000);
  hasLeaf = true;
  await vi.waitFor(() => expect(servers()).toContain("leaf answering"), 3_000);
  hasLeaf = false;
  await vi.waitFor(() => expect(servers()).toContain("leaf silent"), 3_000);
  await sleep(200);
  await watch.close();
  const told = watch.store.timeline().filter(({ kind }) => kind === "asset");
  expect(told.map(({ text }) => text)).toEqual([]);
});
