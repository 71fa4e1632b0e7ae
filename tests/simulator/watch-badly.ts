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

/** A watched system of which n2 can go bad. */
interface Badly extends AsyncDisposable {
  store: Store;
  endpoint: Endpoint;
  /** From now on. */
  misbehave(tamper: Tamper): void;
  problems(): string[];
  errors: unknown[];
}

/** Watches three small servers, well until told otherwise. */
export async function watchBadly(): Promise<Badly> {
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

export function assetsOf(store: Store): Asset[] {
  return atOnce(store.assets({ limit: 1_000 })).assets;
}

export const idOfN2 = populate(presets.small, 1).servers[1]?.id ?? "";

/** Waits until a finding names n2, and what is wrong with it. */
export async function awaitNaming({ problems }: Badly, what: RegExp): Promise<void> {
  const names = () => problems().some((problem) => /\bn2\b/.test(problem) && what.test(problem));
  await until(names, { what: `a finding that names n2 and ${what}, not only ${JSON.stringify(problems())}` });
}

/** Waits for some polls, and that the view stayed fresh all the while: of all servers but n2 the details too. */
export async function staysFresh({ store }: Badly, ms: number): Promise<void> {
  const end = performance.now() + ms;
  while (performance.now() < end) {
    await sleep(250);
    expect(store.current().board.head.coverage.servers.answered).toBe(3);
  }
  await until(() => Date.now() - (store.current().observedAt ?? 0) < 3_000, { what: "a fresh view" });
}

/** A packed answer with another text; others as they are. */
export function edited(answer: Answer, edit: (text: string) => string): Answer {
  if (answer.headers === "") return answer;
  return { ...answer, headers: "", body: Buffer.from(edit(gunzipSync(answer.body).toString())) };
}
