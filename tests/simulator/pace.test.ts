import { expect, test } from "vitest";
import type { Store } from "#lib/model/store.ts";
import { atOnce } from "#lib/model/work.ts";
import { ACCOUNTS_PER_PAGE } from "#lib/nats/server-jsz.ts";
import { until } from "../lab/until.ts";
import { type Endpoint, serve, type Tamper } from "./endpoint.ts";
import { populate } from "./population.ts";
import type { Preset } from "./presets.ts";
import { change, play } from "./scenario.ts";
import { createSystem, type SimulatedSystem } from "./system.ts";
import { watchSystem } from "./watch-system.ts";

interface Watched extends AsyncDisposable {
  system: SimulatedSystem;
  endpoint: Endpoint;
  store: Store;
}

/** Watches a system from the start until all its assets are on the board. */
async function watchAll(preset: Preset, tamper?: Tamper): Promise<Watched> {
  const system = createSystem(populate(preset, 3));
  const endpoint = await serve(system, tamper);
  const errors: unknown[] = [];
  const watch = watchSystem(endpoint.url, (error) => errors.push(error), { pollInterval: 500 });
  const all = preset.streams + preset.consumers;
  await until(() => atOnce(watch.store.assets({ limit: 1 })).total === all, {
    what: `${all} assets`,
    deadline: 60_000,
  });
  return {
    system,
    endpoint,
    store: watch.store,
    async [Symbol.asyncDispose]() {
      await watch.close();
      await endpoint[Symbol.asyncDispose]();
      expect(errors).toEqual([]);
    },
  };
}

function asked({ endpoint }: Watched, kind: string): number {
  return endpoint.traffic().kinds[kind]?.requests ?? 0;
}

test("more accounts than a page of JSZ has: all are seen, and all that is in them", async () => {
  const accounts = ACCOUNTS_PER_PAGE + 500;
  const preset = { servers: 3, accounts, streams: accounts, consumers: accounts };
  await using watched = await watchAll(preset);
  const { coverage, counts } = watched.store.current().board.head;
  expect(coverage.accounts).toEqual({ total: accounts, observed: accounts });
  expect(counts.assets.stream.online + counts.assets.consumer.online).toBe(2 * accounts);
  expect(asked(watched, "JSZ with details"), "pages of three servers").toBeGreaterThanOrEqual(6);
  expect(asked(watched, "INFO"), "one way to all accounts is looked at a few times").toBeLessThan(100);
});

test("a large system at rest is polled in short; what changes in it is seen all the same", async () => {
  const preset = { servers: 60, accounts: 60, streams: 600, consumers: 600 };
  await using watched = await watchAll(preset);
  const { system, endpoint, store } = watched;
  endpoint.resetTraffic();
  await until(() => asked(watched, "STATSZ") >= 20, { what: "20 polls", deadline: 60_000 });
  const polls = asked(watched, "STATSZ");
  expect(asked(watched, "JSZ"), `summaries in ${polls} polls`).toBeLessThan(polls / 2);
  expect(asked(watched, "VARZ"), `VARZ in ${polls} polls`).toBeLessThan(polls / 2);
  expect(asked(watched, "STREAM.NAMES"), "lists of 60 accounts").toBeLessThan(60);

  system.changed([system.population.addStream()]);
  await until(() => store.current().board.head.counts.assets.stream.online === 601, { what: "the new stream" });

  play(system, { down: ["n60"] });
  const answering = () => Object.values(store.current().board.servers).filter(({ state }) => state === "answering");
  await until(() => answering().length === 59, { what: "n60 to be missed" });
  play(system, {});
  await until(() => answering().length === 60, { what: "n60 to be back" });
  await until(() => store.current().board.head.troubled === 0, { what: "all assets to be well again" });
});

test("a stream that comes back while its server is asked for details, and then goes again, is missed at the next poll", async () => {
  const preset = { servers: 3, accounts: 2, streams: 20, consumers: 20 };
  let step: "well" | "gone" | "back" | "gone again" = "well";
  let summaries = 0;
  let onAsked = (_subject: string): void => {};
  // The answers are already made: what changes now is in the next ones.
  await using watched = await watchAll(preset, ({ subject }, answers) => {
    onAsked(subject);
    return answers;
  });
  const { system, store } = watched;
  const [stream] = [...system.population.streams.values()].filter(({ hosts }) => hosts.length === 1);
  const [host] = stream?.hosts ?? [];
  if (!stream || !host) throw new Error("no stream of a single server");
  const become = (next: typeof step): void => {
    step = next;
    change(system, { stream: stream.index, isOffline: next !== "back" });
  };
  onAsked = (subject) => {
    const isSummary = subject === "$SYS.REQ.SERVER.PING.JSZ";
    if (step === "gone" && isSummary) become("back");
    else if (step === "back" && subject === `$SYS.REQ.SERVER.${host.id}.JSZ`) become("gone again");
    else if (step === "gone again" && isSummary) summaries++;
  };
  become("gone");
  await until(() => step === "gone again", { what: "details that tell of it" });
  const isShown = () => Object.values(store.current().board.assets).some((asset) => asset.stream === stream.name);
  await until(isShown, { what: "it to be on the board" });
  expect(summaries, "another round of details comes after 20").toBeLessThanOrEqual(3);
});
