import { setTimeout as sleep } from "node:timers/promises";
import { gunzipSync } from "node:zlib";
import { expect } from "vitest";
import type { Asset } from "#lib/model/asset.ts";
import type { Store } from "#lib/model/store.ts";
import { atOnce } from "#lib/model/work.ts";
import { until } from "../lab/until.ts";
import { type Endpoint, serve, type Tamper } from "./endpoint.ts";
import { populate } from "./population.ts";
import { presets } from "./presets.ts";
import { type Answer, createSystem } from "./system.ts";
import { watchSystem } from "./watch-system.ts";

/** Streams and consumers of the system. */
export const ASSETS = presets.small.streams + presets.small.consumers;

/** A watched system of which n2 can go bad. */
interface Badly extends AsyncDisposable {
  store: Store;
  endpoint: Endpoint;
  /** From now on. */
  misbehave(tamper: Tamper): void;
  /** The most memory that this process has had meanwhile, bytes. */
  mostMemory(): number;
  problems(): string[];
  errors: unknown[];
}

/** Watches three small servers, well until told otherwise. */
export async function watchBadly(): Promise<Badly> {
  const system = createSystem(populate(presets.small, 1));
  let tamper: Tamper = (_, answers) => answers;
  const endpoint = await serve(system, (...asked) => tamper(...asked));
  const errors: unknown[] = [];
  const watch = watchSystem(endpoint.url, (error) => errors.push(error));
  await until(() => countOnline(watch.store) === ASSETS, { what: "all assets" });
  let most = 0;
  const sampling = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, 50);
  return {
    store: watch.store,
    endpoint,
    errors,
    misbehave: (bad) => {
      tamper = bad;
    },
    mostMemory: () => most,
    problems: () =>
      Object.values(watch.store.current().board.findings).map(({ title, detail }) => `${title}: ${detail}`),
    async [Symbol.asyncDispose]() {
      clearInterval(sampling);
      await watch.close();
      await endpoint[Symbol.asyncDispose]();
      expect(errors).toEqual([]);
    },
  };
}

export function assetsOf(store: Store): Asset[] {
  return atOnce(store.assets({ limit: 1_000 })).assets;
}

export function countOnline(store: Store): number {
  return assetsOf(store).filter(({ state }) => state === "online").length;
}

export const idOfN2 = populate(presets.small, 1).servers[1]?.id ?? "";

/** Waits until a finding names n2, and what is wrong with it. */
export async function awaitNaming({ problems }: Badly, what: RegExp): Promise<void> {
  const names = () => problems().some((problem) => /\bn2\b/.test(problem) && what.test(problem));
  await until(names, { what: `a finding that names n2 and ${what}, not only ${JSON.stringify(problems())}` });
}

/** Polls are 2 s apart: two may be missed, and what they bring takes a moment. */
const MOST_AGE_MS = 6_000;
/** Details are asked for every 10 s: none may be missed. */
const MOST_DETAILS_AGE_MS = 20_000;

/** Waits for some polls, and that the view stayed whole and fresh all the while: of all servers but n2 the details too. */
export async function staysFresh({ store }: Badly, ms: number): Promise<void> {
  const end = performance.now() + ms;
  while (performance.now() < end) {
    await sleep(250);
    const { board, observedAt } = store.current();
    expect(board.head.coverage.servers.answered).toBe(3);
    expect(countOnline(store)).toBe(ASSETS);
    expect(Object.keys(board.findings)).not.toContain("JS_VIEW_STALE");
    expect(Date.now() - (observedAt ?? 0), "age of the view").toBeLessThan(MOST_AGE_MS);
    expect(detailsAge(store), "age of the oldest details").toBeLessThan(MOST_DETAILS_AGE_MS);
  }
}

/** How long ago the first of the streams that others than n2 lead was last reported, ms. */
function detailsAge(store: Store): number {
  const elsewhere = assetsOf(store).filter(({ kind, leader }) => kind === "stream" && leader !== "n2");
  expect(elsewhere).not.toEqual([]);
  return Date.now() - Math.min(...elsewhere.map(({ id }) => store.asset(id)?.configAt ?? 0));
}

/** A packed answer with another text; others as they are. */
export function edited(answer: Answer, edit: (text: string) => string): Answer {
  if (answer.headers === "") return answer;
  return { ...answer, headers: "", body: Buffer.from(edit(gunzipSync(answer.body).toString())) };
}
