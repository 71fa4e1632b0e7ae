import { setTimeout as sleep } from "node:timers/promises";
import { expect, test, vi } from "vitest";
import { askNames } from "#lib/collector/ask-names.ts";
import { createBackOff } from "#lib/collector/back-off.ts";
import { steadyNow } from "#lib/collector/clock.ts";
import { createQuestioning } from "#lib/collector/question-suspects.ts";
import { createSight } from "#lib/collector/sight.ts";
import { watchContext } from "#lib/collector/watch-context.ts";
import { caseOf } from "#lib/model/cases.ts";
import type { ContextConfig } from "#lib/model/context.ts";
import { diagnose, NO_DIAGNOSIS } from "#lib/model/diagnose.ts";
import { answerOf } from "#lib/model/probe.ts";
import type { Wire, WireStatus } from "#lib/nats/wire.ts";
import { observedServer, ok } from "../model/observed.ts";
import { cannedWire } from "../nats/canned-wire.ts";
import { systemReplies } from "../nats/fixtures.ts";
import { bare, nowhere } from "./context.ts";
import { canned } from "./wires.ts";

const notFound = JSON.stringify({ error: { code: 404, err_code: 10059, description: "stream not found" } });

/** Account APP of the domain HUB, seen over a connection to HUB that comes to a server of the domain LEAF when moved. */
function twoDomains(context: ContextConfig) {
  const asked: string[] = [];
  let serverId = "HUB";
  const answers = (subject: string): string[] => {
    asked.push(subject);
    if (subject.startsWith("$SYS.")) return [];
    if (subject.endsWith(".STREAM.NAMES"))
      return [JSON.stringify({ streams: [`OF_${serverId}`], total: 1, limit: 1024 })];
    return [subject.endsWith(".INFO") ? JSON.stringify({ domain: serverId }) : notFound];
  };
  const wire: Wire = {
    ...cannedWire(answers),
    status: () => ({ state: "connected", url: "ws://test", serverName: "n1", serverId, problem: null }),
  };
  const sight = createSight(context, { system: wire, imports: wire, accounts: new Map() });
  const now = Date.now();
  for (const domain of ["HUB", "LEAF"]) {
    const report = answerOf(observedServer("n1").jsz);
    if (!report) throw new Error("no summary");
    const server = { ...report.server, id: domain, domain };
    sight.servers.noteJsz({ ...report, server }, now);
    sight.servers.noteDetail(domain, ok({ server, accounts: ["APP"], streams: [] }, now));
  }
  sight.servers.endRound(now, now);
  sight.discoverAccounts();
  const account = sight.account("HUB", "APP");
  if (!account) throw new Error("no account");
  const known = { backOff: createBackOff(steadyNow), trodden: new Set<string>(), system: wire };
  const move = () => {
    serverId = "LEAF";
    asked.length = 0;
  };
  return { wire, sight, account, asked, move, ask: () => askNames(account, sight.waysTo(account), known, true) };
}

test("a stream is not asked about in the domain of the server that the connection came to meanwhile", async () => {
  const { wire, sight, ask, asked, move } = twoDomains({ ...bare, accountLookup: "system-header" });
  await ask();
  move();
  const diagnosis = diagnose(sight.observe(), NO_DIAGNOSIS);
  await createQuestioning(wire, sight, () => {}).ask(diagnosis);
  expect(asked.filter((subject) => !subject.startsWith("$SYS."))).toEqual([]);
  const name = { domain: "HUB", account: "APP", stream: "OF_HUB", consumer: null };
  expect(caseOf(diagnose(sight.observe(), diagnosis).cases, name)).toBeDefined();
});

test("names are not taken from the domain to which an import leads meanwhile", async () => {
  const { account, ask, move } = twoDomains({ ...bare, accountPrefix: "mon.{account}" });
  await ask();
  expect(account.names).toMatchObject({ ok: true, value: ["OF_HUB"] });
  move();
  await ask();
  expect(account.names).toMatchObject({
    ok: false,
    message: "mon.APP leads to the domain LEAF, not to the domain HUB",
  });
});

/** Two standalone servers, each with a domain of its own, over a connection that can be moved from HUB to LEAF. */
function movable() {
  const asked: string[] = [];
  const listeners = new Set<(status: WireStatus) => void>();
  let serverId = "HUB";
  const replies = (domain: string, file: string): string[] =>
    systemReplies("2.15.2/standalone", file).map((reply) => {
      const [, id = ""] = /"id":"(\w+)"/.exec(reply) ?? [];
      return reply.replaceAll(id, domain).replace('"server":{', `"server":{"domain":"${domain}",`);
    });
  const answers = (subject: string): string[] => {
    asked.push(subject);
    const [, whom = "", what = ""] = /^\$SYS\.REQ\.SERVER\.(\w+)\.?(\w*)$/.exec(subject) ?? [];
    if (whom === "PING") return ["HUB", "LEAF"].flatMap((domain) => replies(domain, what.toLowerCase() || "statsz"));
    if (whom) return replies(whom, "jsz-assets");
    const [, domain = serverId] = /^\$JS\.(\w+)\.API\./.exec(subject) ?? [];
    if (subject.endsWith(".API.INFO")) return [JSON.stringify({ domain })];
    if (subject.endsWith(".STREAM.NAMES")) return [JSON.stringify({ streams: ["orders"], total: 1, limit: 1024 })];
    return [];
  };
  const status = (): WireStatus => ({
    state: "connected",
    url: "ws://test",
    serverName: "n1",
    serverId,
    problem: null,
  });
  const wire: Wire = {
    ...cannedWire(answers),
    status,
    onStatus: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const move = () => {
    serverId = "LEAF";
    asked.length = 0;
    for (const listener of listeners) listener(status());
  };
  return { wire, move, asked };
}

test("accounts are asked by the ways that lead there now as soon as the connection comes to another domain", async () => {
  const { wire, move, asked } = movable();
  const context: ContextConfig = { ...bare, accountLookup: "system-header", imports: nowhere, pollInterval: 100 };
  const onError = (error: unknown) => expect.unreachable(String(error));
  const watch = watchContext(context, {
    openWire: (_, name) => (name === "test" ? wire : canned()),
    source: { kind: "live" },
    onError,
  });
  try {
    await vi.waitFor(() => expect(watch.store.current().board.head.status).not.toBe("unknown"));
    await sleep(1_000);
    move();
    await vi.waitFor(() => expect(asked).toContain("$JS.HUB.API.STREAM.NAMES"), 3_000);
  } finally {
    await watch.close();
  }
});
