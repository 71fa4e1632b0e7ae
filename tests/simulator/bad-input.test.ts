import { gzipSync } from "node:zlib";
import { beforeAll, expect, test } from "vitest";
import { until } from "../lab/until.ts";
import type { Answer } from "./system.ts";
import { ASSETS, awaitNaming, countOnline, edited, idOfN2, staysFresh, watchBadly } from "./watch-badly.ts";

const MB = 1024 * 1024;
/** What bad input may make this process grow by at most, while it and its rubbish are dealt with. */
const BOUND = 1_500 * MB;

let before = 0;
beforeAll(() => {
  before = process.memoryUsage.rss();
});

const isDetailOfN2 = (subject: string) => subject === `$SYS.REQ.SERVER.${idOfN2}.JSZ`;

test.each<[string, Partial<Answer>, RegExp]>([
  ["200 MB of nothing", { headers: "", body: Buffer.alloc(200 * MB, 32) }, /more than any server means/],
  ["257 MB of nothing", { headers: "", body: Buffer.alloc(257 * MB, 32) }, /exceed/],
  ["200 MB that come as 0.2", { body: gzipSync(Buffer.alloc(200 * MB, 32)) }, /without an asset/],
  ["100 MB of brackets", { headers: "", body: Buffer.alloc(100 * MB, "[],") }, /without an asset/],
])("a server whose details are %s: it is named, memory is bounded, the rest is fresh", async (_, bad, words) => {
  await using watched = await watchBadly();
  const asked = { n2: 0, others: 0 };
  watched.misbehave(({ subject }, answers) => {
    if (subject.endsWith(".JSZ") && !subject.includes("PING")) asked[isDetailOfN2(subject) ? "n2" : "others"]++;
    return isDetailOfN2(subject) ? answers.map((answer) => ({ ...answer, ...bad })) : answers;
  });
  await awaitNaming(watched, words);
  const known = { ...asked };
  await staysFresh(watched, 20_000);
  expect(watched.mostMemory() - before).toBeLessThan(BOUND);
  // It is asked ever more seldom, and does not use up what the others' details may cost.
  expect(asked.n2 - known.n2).toBeLessThan(8);
  expect(asked.others).toBeGreaterThan(known.others);
  watched.misbehave((_, answers) => answers);
  const isOver = () => !watched.problems().some((problem) => words.test(problem));
  await until(isOver, { what: "the finding to end with its cause" });
});

test("a server that never comes to its last page is named, and not asked for ever", async () => {
  await using watched = await watchBadly();
  let pages = 0;
  watched.misbehave(({ subject }, answers) => {
    if (!isDetailOfN2(subject)) return answers;
    pages++;
    return answers.map((answer) => edited(answer, (text) => text.replaceAll(/"total":\d+/g, '"total":1000000000')));
  });
  await awaitNaming(watched, /more than \d+ accounts/);
  await staysFresh(watched, 5_000);
  expect(pages).toBeLessThan(10);
  expect(watched.mostMemory() - before).toBeLessThan(BOUND);
});

test("a reply that never ends: its server is named, memory is bounded, and the connection is made anew", async () => {
  await using watched = await watchBadly();
  let begun = 0;
  const block = Buffer.alloc(32 * MB, 32);
  watched.misbehave(({ subject }, answers, send, head) => {
    if (!isDetailOfN2(subject)) return answers;
    begun++;
    send(head(100_000 * MB));
    for (let sent = 0; sent < 12; sent++) setTimeout(() => send(block), sent * 50).unref();
    return [];
  });
  const isConnected = () => watched.store.current().board.head.connection.state === "connected";
  await until(() => begun > 0 && !isConnected(), { what: "the end of the connection" });
  await until(isConnected, { what: "a new connection" });
  expect(watched.mostMemory() - before).toBeLessThan(BOUND);
  await awaitNaming(watched, /announced to have over/);
  watched.misbehave((_, answers) => answers);
  await until(() => countOnline(watched.store) === ASSETS, { what: "all assets online" });
});
