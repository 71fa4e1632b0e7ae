import { setTimeout as sleep } from "node:timers/promises";
import { expect, test, vi } from "vitest";
import { watchContext } from "#lib/collector/watch-context.ts";
import { type Wire, WireError } from "#lib/nats/wire.ts";
import { cannedWire } from "../nats/canned-wire.ts";
import { apiReplies, systemReplies } from "../nats/fixtures.ts";
import { appUser, bare } from "./context.ts";

const standalone = "2.15.2/standalone";
const cluster = "2.15.2/cluster-with-n3-on-2.12.15";
const leafId = `N${"LEAF".repeat(13)}ABC`;

/** What the standalone server says, as a leaf node without JetStream would say it. */
function asLeaf(reply: string): string {
  const said = JSON.parse(reply);
  const server = { ...said.server, name: "leaf", id: leafId, jetstream: false };
  if (said.statsz) return JSON.stringify({ server, statsz: { ...said.statsz, jetstream: undefined } });
  return JSON.stringify({ server, data: { status: "ok", disabled: true } });
}

/**
 * Watches system `fixture` over this wire of its system account, and notes what the API of APP is asked for. Its LIST may
 * be late.
 */
function watching(fixture: string, system: Wire, isLate = () => false) {
  const asked: string[] = [];
  const app = cannedWire((subject) => {
    const question = subject.replace("$JS.API.", "");
    asked.push(question);
    if (question === "STREAM.LIST" && isLate()) return [];
    const reply = apiReplies(fixture).get(question);
    return reply ? [reply] : [];
  });
  const config = { ...bare, accounts: [appUser], pollInterval: 200 };
  const watch = watchContext(config, {
    openWire: (_, name) => late(name.endsWith("/APP") ? app : system),
    source: { kind: "live" },
    onError: (error) => expect.unreachable(String(error)),
  });
  const board = () => watch.store.current().board;
  return { watch, asked, board, online: () => board().head.counts.assets.stream.online };
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
    if (what === undefined) return systemReplies(standalone, "jsz-assets");
    const replies = systemReplies(standalone, what.toLowerCase() || "statsz");
    return hasLeaf ? [...replies.map(asLeaf), ...replies] : replies;
  });
  const { watch, board, online } = watching(standalone, system);
  const servers = () => Object.values(board().servers).map(({ name, state }) => `${name} ${state}`);
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

test("what runs on a standalone server still does where its list, due again, comes late", async () => {
  let isLate = false;
  const system = cannedWire((subject) => {
    const [, what] = /^\$SYS\.REQ\.SERVER\.PING\.?(.*)$/.exec(subject) ?? [];
    return systemReplies(standalone, what === undefined ? "jsz-assets" : what.toLowerCase() || "statsz");
  });
  const { watch, asked, board, online } = watching(standalone, system, () => isLate);
  await vi.waitFor(() => expect(online()).toBe(8), 3_000);
  isLate = true;
  // As long as the list holds, and no longer.
  vi.spyOn(Date, "now").mockImplementation(() => performance.timeOrigin + performance.now() + 61_000);
  const lists = () => asked.filter((question) => question === "STREAM.LIST").length;
  await vi.waitFor(() => expect(lists()).toBe(2), 15_000);
  await sleep(1_000);
  await watch.close();
  vi.restoreAllMocks();
  expect(online()).toBe(8);
  expect(board().head.coverage.accounts).toEqual({ total: 2, observed: 1 });
});

test("a cluster that may not be asked for JSZ is not taken for a standalone server: its lists stay unasked", async () => {
  const system = cannedWire((subject) => {
    if (subject.endsWith("JSZ")) throw new WireError("denied", "may not publish JSZ");
    const [, what] = /^\$SYS\.REQ\.SERVER\.PING\.?(.*)$/.exec(subject) ?? [];
    return systemReplies(cluster, what?.toLowerCase() || "statsz");
  });
  const { watch, asked, board, online } = watching(cluster, system);
  await vi.waitFor(() => expect(online()).toBe(9), 3_000);
  await watch.close();
  expect(board().head.counts.assets.stream.offline).toBe(2);
  expect(Object.values(board().findings).map(({ detail }) => detail)).toContainEqual(
    expect.stringContaining("may not publish JSZ"),
  );
  expect(asked).not.toContain("STREAM.LIST");
});
