import { setTimeout as sleep } from "node:timers/promises";
import { gunzipSync, gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import type { Asset } from "#lib/model/asset.ts";
import type { Store } from "#lib/model/store.ts";
import { atOnce } from "#lib/model/work.ts";
import { until } from "../lab/until.ts";
import { type Endpoint, serve, type Tamper } from "./endpoint.ts";
import { populate } from "./population.ts";
import { presets } from "./presets.ts";
import { type Answer, createSystem } from "./system.ts";
import { watchSystem } from "./watch-system.ts";

const MB = 1024 * 1024;
/** What bad input may make this process grow by at most, while it and its rubbish are dealt with. */
const BOUND = 1_500 * MB;

interface Badly extends AsyncDisposable {
  store: Store;
  endpoint: Endpoint;
  /** From now on. */
  misbehave(tamper: Tamper): void;
  problems(): string[];
  errors: unknown[];
}

/** Three servers of which n2 can go bad. */
async function watchBadly(): Promise<Badly> {
  const system = createSystem(populate(presets.small, 1));
  let tamper: Tamper = (_, answers) => answers;
  const endpoint = await serve(system, (...asked) => tamper(...asked));
  const errors: unknown[] = [];
  const watch = watchSystem(endpoint.url, (error) => errors.push(error), { pollInterval: 1_000 });
  await until(() => assetsOf(watch.store).length === 400, { what: "all assets" });
  return {
    store: watch.store,
    endpoint,
    errors,
    misbehave: (bad) => {
      tamper = bad;
    },
    problems: () =>
      Object.values(watch.store.current().board.findings).map(({ title, detail }) => `${title}: ${detail}`),
    async [Symbol.asyncDispose]() {
      await watch.close();
      await endpoint[Symbol.asyncDispose]();
      expect(errors).toEqual([]);
    },
  };
}

function assetsOf(store: Store): Asset[] {
  return atOnce(store.assets({ limit: 1_000 })).assets;
}

const idOfN2 = populate(presets.small, 1).servers[1]?.id ?? "";
const isDetailOfN2 = (subject: string) => subject === `$SYS.REQ.SERVER.${idOfN2}.JSZ`;

/** Waits until a finding names n2, and what is wrong with it. */
async function awaitNaming({ problems }: Badly, what: RegExp): Promise<void> {
  const names = () => problems().some((problem) => /\bn2\b/.test(problem) && what.test(problem));
  await until(names, { what: `a finding that names n2 and ${what}, not only ${JSON.stringify(problems())}` });
}

/** Waits for some polls, and that the view stayed fresh all the while: of all servers but n2 the details too. */
async function staysFresh({ store }: Badly, ms: number): Promise<void> {
  const end = performance.now() + ms;
  while (performance.now() < end) {
    await sleep(250);
    expect(store.current().board.head.coverage.servers.answered).toBe(3);
  }
  await until(() => Date.now() - (store.current().observedAt ?? 0) < 3_000, { what: "a fresh view" });
}

test.each<[string, Partial<Answer>, RegExp]>([
  ["200 MB of nothing", { headers: "", body: Buffer.alloc(200 * MB, 32) }, /more than any server means/],
  ["257 MB of nothing", { headers: "", body: Buffer.alloc(257 * MB, 32) }, /exceed/],
  ["200 MB that come as 0.2", { body: gzipSync(Buffer.alloc(200 * MB, 32)) }, /cannot be unpacked/],
  ["100 MB of brackets", { headers: "", body: Buffer.alloc(100 * MB, "[],") }, /without an asset/],
])("a server whose details are %s: it is named, memory is bounded, the rest is fresh", async (_, bad, words) => {
  await using watched = await watchBadly();
  const before = process.memoryUsage.rss();
  const asked = { n2: 0, others: 0 };
  watched.misbehave(({ subject }, answers) => {
    if (subject.endsWith(".JSZ") && !subject.includes("PING")) asked[isDetailOfN2(subject) ? "n2" : "others"]++;
    return isDetailOfN2(subject) ? answers.map((answer) => ({ ...answer, ...bad })) : answers;
  });
  await awaitNaming(watched, words);
  const known = { ...asked };
  await staysFresh(watched, 15_000);
  expect(process.memoryUsage.rss() - before).toBeLessThan(BOUND);
  expect(assetsOf(watched.store)).toHaveLength(400);
  // It is asked ever more seldom, and does not use up what the others' details may cost.
  expect(asked.n2 - known.n2).toBeLessThan(8);
  expect(asked.others).toBeGreaterThan(known.others);
  watched.misbehave((_, answers) => answers);
  const isOver = () => !watched.problems().some((problem) => words.test(problem));
  await until(isOver, { what: "the finding to end with its cause" });
});

test("a server that never comes to its last page is named, and not asked for ever", async () => {
  await using watched = await watchBadly();
  const before = process.memoryUsage.rss();
  let pages = 0;
  watched.misbehave(({ subject }, answers) => {
    if (!isDetailOfN2(subject)) return answers;
    pages++;
    return answers.map((answer) => edited(answer, (text) => text.replaceAll(/"total":\d+/g, '"total":1000000000')));
  });
  await awaitNaming(watched, /more than \d+ accounts/);
  await staysFresh(watched, 5_000);
  expect(pages).toBeLessThan(10);
  expect(process.memoryUsage.rss() - before).toBeLessThan(BOUND);
  expect(assetsOf(watched.store)).toHaveLength(400);
});

test("a server that answers ten times is named, and counted once", async () => {
  await using watched = await watchBadly();
  watched.misbehave((_, answers) =>
    answers.flatMap((answer, index) => (index === 1 ? Array.from({ length: 10 }, () => answer) : [answer])),
  );
  await awaitNaming(watched, /answered more than once/);
  await staysFresh(watched, 5_000);
  expect(Object.keys(watched.store.current().board.servers)).toHaveLength(3);
  expect(assetsOf(watched.store)).toHaveLength(400);
});

test("all answers ten times: counted once", async () => {
  await using watched = await watchBadly();
  watched.misbehave((_, answers) => Array.from({ length: 10 }, () => answers).flat());
  await staysFresh(watched, 5_000);
  expect(Object.keys(watched.store.current().board.servers)).toHaveLength(3);
  expect(assetsOf(watched.store)).toHaveLength(400);
});

test("two servers of one id are named", async () => {
  await using watched = await watchBadly();
  const idOfN1 = populate(presets.small, 1).servers[0]?.id ?? "";
  watched.misbehave((_, answers) => answers.map((answer) => edited(answer, (text) => text.replaceAll(idOfN2, idOfN1))));
  await awaitNaming(watched, /both say that they are server/);
  await until(() => Date.now() - (watched.store.current().observedAt ?? 0) < 3_000, { what: "a fresh view" });
});

test("a server whose answer is no answer is named, and the rest is fresh", async () => {
  await using watched = await watchBadly();
  watched.misbehave(({ subject }, answers) => {
    if (subject !== "$SYS.REQ.SERVER.PING.VARZ") return answers;
    return answers.map((answer, index) => (index === 1 ? { ...answer, headers: "", body: badVarz() } : answer));
  });
  await awaitNaming(watched, /varz/);
  await staysFresh(watched, 3_000);
});

function badVarz(): Buffer {
  return Buffer.from(JSON.stringify({ server: { id: idOfN2, name: "n2", ver: "2.15.2" }, data: { start: 7 } }));
}

test("a server whose clock jumps by decades is named; nothing is stale, nothing settles", async () => {
  await using watched = await watchBadly();
  let asked = 0;
  watched.misbehave((_, answers) =>
    answers.map((answer) => edited(answer, (text) => (text.includes('"name":"n2"') ? jumped(text, ++asked) : text))),
  );
  await awaitNaming(watched, /its clock is \d+ days (ahead|behind)/);
  await staysFresh(watched, 5_000);
  expect(assetsOf(watched.store).filter(({ state }) => state !== "online")).toEqual([]);
});

test("all clocks jump by decades: nothing is stale, nothing settles", async () => {
  await using watched = await watchBadly();
  let asked = 0;
  watched.misbehave((_, answers) => answers.map((answer) => edited(answer, (text) => jumped(text, ++asked))));
  await staysFresh(watched, 5_000);
  expect(assetsOf(watched.store).filter(({ state }) => state !== "online")).toEqual([]);
});

/** A packed answer with another text; others as they are. */
function edited(answer: Answer, edit: (text: string) => string): Answer {
  if (answer.headers === "") return answer;
  return { ...answer, headers: "", body: Buffer.from(edit(gunzipSync(answer.body).toString())) };
}

function jumped(text: string, asked: number): string {
  const time = new Date(asked % 2 === 0 ? 0 : Date.UTC(2099, 0)).toISOString();
  return text.replace(/"time":"[^"]*"/, `"time":"${time}"`);
}

test("a reply that never ends: its server is named, memory is bounded, and the connection is made anew", async () => {
  await using watched = await watchBadly();
  const before = process.memoryUsage.rss();
  let highest = 0;
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
  await until(
    () => {
      highest = Math.max(highest, process.memoryUsage.rss() - before);
      return begun > 0 && !isConnected();
    },
    { what: "the end of the connection" },
  );
  await until(isConnected, { what: "a new connection" });
  expect(highest).toBeLessThan(BOUND);
  await awaitNaming(watched, /announced to have over/);
  watched.misbehave((_, answers) => answers);
  await until(() => assetsOf(watched.store).every(({ state }) => state === "online"), { what: "all assets online" });
});
