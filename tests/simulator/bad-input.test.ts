import { setTimeout as sleep } from "node:timers/promises";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import type { Asset } from "#lib/model/asset.ts";
import type { Store } from "#lib/model/store.ts";
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
  return store.assets({ limit: 1_000 }).assets;
}

const idOfN2 = populate(presets.small, 1).servers[1]?.id ?? "";
const isDetailOfN2 = (subject: string) => subject === `$SYS.REQ.SERVER.${idOfN2}.JSZ`;

/** Waits for some polls, and that the view stayed fresh all the while. */
async function staysFresh({ store }: Badly, ms: number): Promise<void> {
  const end = performance.now() + ms;
  while (performance.now() < end) {
    await sleep(250);
    expect(store.current().board.head.coverage.servers.answered).toBe(3);
  }
  await until(() => Date.now() - (store.current().observedAt ?? 0) < 3_000, { what: "a fresh view" });
}

test("a server whose details are 257 MB: bounded memory, the view is fresh, the assets stay", async () => {
  await using watched = await watchBadly();
  const before = process.memoryUsage.rss();
  const huge = Buffer.alloc(257 * MB, 32);
  watched.misbehave(({ subject }, answers) =>
    isDetailOfN2(subject) ? answers.map((answer) => ({ ...answer, headers: "", body: huge })) : answers,
  );
  await staysFresh(watched, 15_000);
  expect(process.memoryUsage.rss() - before).toBeLessThan(BOUND);
  expect(assetsOf(watched.store)).toHaveLength(400);
});

test("ten answers where one is expected, and the same server twice: counted once", async () => {
  await using watched = await watchBadly();
  watched.misbehave((_, answers) => Array.from({ length: 10 }, () => answers).flat());
  await staysFresh(watched, 5_000);
  expect(Object.keys(watched.store.current().board.servers)).toHaveLength(3);
  expect(assetsOf(watched.store)).toHaveLength(400);
});

test("a server whose answer is no answer is named, and the rest is fresh", async () => {
  await using watched = await watchBadly();
  watched.misbehave(({ subject }, answers) => {
    if (subject !== "$SYS.REQ.SERVER.PING.VARZ") return answers;
    return answers.map((answer, index) => (index === 1 ? { ...answer, headers: "", body: badVarz() } : answer));
  });
  await until(() => watched.problems().some((problem) => problem.includes("n2")), { what: "a problem that names n2" });
  await staysFresh(watched, 3_000);
});

function badVarz(): Buffer {
  return Buffer.from(JSON.stringify({ server: { id: idOfN2, name: "n2", ver: "2.15.2" }, data: { start: 7 } }));
}

test("servers whose clocks jump by decades: nothing is stale, nothing settles", async () => {
  await using watched = await watchBadly();
  let asked = 0;
  watched.misbehave((_, answers) =>
    answers.map((answer) => (answer.headers === "" ? answer : jumped(answer, ++asked))),
  );
  await staysFresh(watched, 5_000);
  expect(assetsOf(watched.store).filter(({ state }) => state !== "online")).toEqual([]);
});

function jumped(answer: Answer, asked: number): Answer {
  const text = gunzipSync(answer.body).toString();
  const time = new Date(asked % 2 === 0 ? 0 : Date.UTC(2099, 0)).toISOString();
  return { ...answer, headers: "", body: Buffer.from(text.replace(/"time":"[^"]*"/, `"time":"${time}"`)) };
}

test("a reply that never ends: bounded memory, and the connection is made anew", async () => {
  await using watched = await watchBadly();
  const before = process.memoryUsage.rss();
  let highest = 0;
  let begun = 0;
  watched.misbehave(({ subject }, answers, send, head) => {
    if (!isDetailOfN2(subject) || begun > 0) return answers;
    begun++;
    send(head(100_000 * MB));
    const timer = setInterval(() => send(Buffer.alloc(32 * MB, 32)), 50);
    setTimeout(() => clearInterval(timer), 30_000).unref();
    return [];
  });
  await until(
    () => {
      highest = Math.max(highest, process.memoryUsage.rss() - before);
      return begun > 0 && watched.store.current().board.head.connection.state !== "connected";
    },
    { what: "the end of the connection" },
  );
  await until(() => watched.store.current().board.head.connection.state === "connected", { what: "a new connection" });
  expect(highest).toBeLessThan(BOUND);
  await until(() => assetsOf(watched.store).every(({ state }) => state === "online"), { what: "all assets online" });
});
