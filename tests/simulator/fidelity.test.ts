import { expect, test } from "vitest";
import type { Asset } from "#lib/model/asset.ts";
import { answerOf } from "#lib/model/probe.ts";
import type { Store } from "#lib/model/store.ts";
import { atOnce } from "#lib/model/work.ts";
import { connectWire } from "#lib/nats/connect.ts";
import { decodeStatsz } from "#lib/nats/decode-server.ts";
import { gather } from "#lib/nats/gather.ts";
import { serverJsz } from "#lib/nats/server-jsz.ts";
import { PING_SUBJECTS } from "#lib/nats/subjects.ts";
import { nameOf, type Picture, pictureOf } from "../collector/picture.ts";
import { createConsumer, createStream } from "../lab/assets.ts";
import { users } from "../lab/client.ts";
import type { LabSystem } from "../lab/system.ts";
import { cluster } from "../lab/topologies.ts";
import { until } from "../lab/until.ts";
import { versions } from "../lab/versions.ts";
import { serve } from "./endpoint.ts";
import { keysOf } from "./keys-of.ts";
import { consumerName, type Population, populate } from "./population.ts";
import { type Preset, presets } from "./presets.ts";
import { play } from "./scenario.ts";
import { createSystem } from "./system.ts";
import { simulatedContext, watchSystem } from "./watch-system.ts";

const population = populate(presets.tiny, 8);
const [stream] = population.streams.values();
const n3 = "n3";

/** A system, real or simulated, that can lose a server. */
interface Place extends AsyncDisposable {
  urls: string[];
  kill(server: string): Promise<void>;
  restore(server: string): Promise<void>;
}

async function simulatedPlace(preset: Preset = presets.tiny): Promise<Place> {
  const system = createSystem(populate(preset, 8));
  const endpoint = await serve(system);
  return {
    urls: [endpoint.url],
    kill: async (server) => void play(system, { down: [server] }),
    restore: async () => void play(system, {}),
    [Symbol.asyncDispose]: () => endpoint[Symbol.asyncDispose](),
  };
}

async function realPlace(preset: Preset = presets.tiny): Promise<Place> {
  const { v2_15 } = versions;
  const system = await cluster([v2_15, v2_15, v2_15]);
  await create(system, populate(preset, 8));
  return {
    urls: [system.server("n1").websocketUrl],
    kill: (server) => system.server(server).kill(),
    restore: async (server) => {
      await system.server(server).restart();
      await system.ready();
    },
    [Symbol.asyncDispose]: () => system[Symbol.asyncDispose](),
  };
}

async function create(system: LabSystem, { streams, accounts }: Population): Promise<void> {
  for (const account of accounts) {
    await using client = await system.openClient(account === "APP" ? users.app : users.billing);
    for (const { name, hosts, consumers } of [...streams.values()].filter((each) => each.account === account)) {
      const single = hosts.length === 1 && hosts[0] ? { on: hosts[0].name } : {};
      await createStream(client, name, { replicas: hosts.length, ...single });
      for (let index = 0; index < consumers; index++) await createConsumer(client, name, consumerName(index));
    }
  }
}

/** What is said of each asset, with no word of who leads it: elections are not the simulator's. */
function picture(store: Store): Picture {
  return pictureOf(atOnce(store.assets({ limit: 1_000 })).assets);
}

function steady(): Picture {
  const assets = [...population.streams.values()].flatMap(({ account, name, consumers }) =>
    [null, ...Array.from({ length: consumers }, (_, index) => consumerName(index))].map((consumer) =>
      nameOf({ domain: null, account, stream: name, consumer } as Asset),
    ),
  );
  return Object.fromEntries(assets.sort().map((name) => [name, "online"]));
}

/** With n3 killed: what stands on it alone is down, what has replicas elsewhere goes on without one. */
function withoutN3(): Picture {
  const words: [string, string][] = [...population.streams.values()].flatMap(({ account, name, hosts, consumers }) => {
    const isThere = hosts.some((host) => host.name === n3);
    const isAlone = isThere && hosts.length === 1;
    const own = isAlone ? "unavailable, inferred host-down | n3 silent" : "degraded, inferred host-down | n3 silent";
    const ofConsumer = isAlone ? "unavailable, inferred stream-offline | n3 silent (inferred host-down)" : own;
    const names = Array.from({ length: consumers }, (_, index) => `${account}/${name}/${consumerName(index)}`);
    return [
      [`${account}/${name}`, isThere ? own : "online"],
      ...names.map((each): [string, string] => [each, isThere ? ofConsumer : "online"]),
    ];
  });
  return Object.fromEntries(words.sort(([a], [b]) => (a < b ? -1 : 1)));
}

test.each([
  ["simulated", simulatedPlace],
  ["real", realPlace],
])("a %s system is seen the same: at rest, with a server killed, and whole again", async (_, open) => {
  await using place = await open();
  const errors: unknown[] = [];
  const target = { ...simulatedContext("").target, urls: place.urls };
  const watch = watchSystem("", (error) => errors.push(error), { target, pollInterval: 1_000 });
  try {
    await awaitPicture(watch.store, steady(), "rest");
    await place.kill(n3);
    await awaitPicture(watch.store, withoutN3(), "one server down");
    await place.restore(n3);
    await awaitPicture(watch.store, steady(), "whole again");
    expect(errors).toEqual([]);
  } finally {
    await watch.close();
  }
});

async function awaitPicture(store: Store, wanted: Picture, what: string): Promise<void> {
  const isThere = () => JSON.stringify(picture(store)) === JSON.stringify(wanted);
  await until(isThere, { what, deadline: 40_000 }).catch(() => expect(picture(store), what).toEqual(wanted));
}

test("each reply has the keys that a real server's has", async () => {
  await using simulated = await simulatedPlace();
  await using real = await realPlace();
  const [theirs, ours] = [await repliesOf(real.urls), await repliesOf(simulated.urls)];
  for (const [subject, keys] of theirs) expect(ours.get(subject), subject).toEqual(keys);
});

test.each([
  ["simulated", simulatedPlace],
  ["real", realPlace],
])("%s servers count and list accounts of which they have no stream", async (_, open) => {
  await using place = await open({ ...presets.tiny, streams: 0, consumers: 0 });
  const wire = connectWire({ ...simulatedContext("").target, urls: place.urls }, { name: "accounts" });
  try {
    await until(() => wire.status().state === "connected", { what: "the connection" });
    const options = { timeout: 5_000, streams: true, consumers: true, config: true };
    const { answers } = await gather(
      wire,
      PING_SUBJECTS.STATSZ,
      {},
      { ...options, expected: { count: 3 } },
      decodeStatsz,
    );
    expect(answers.map(({ accounts }) => accounts)).toEqual([2, 2, 2]);
    for (const { server } of answers) {
      expect(answerOf(await serverJsz(wire, server.id, options))?.accounts).toEqual(["APP", "BILLING"]);
    }
  } finally {
    await wire.close();
  }
});

async function repliesOf(urls: string[]): Promise<Map<string, string[]>> {
  const wire = connectWire({ ...simulatedContext("").target, urls }, { name: "keys" });
  const replies = new Map<string, string[]>();
  try {
    await until(() => wire.status().state === "connected", { what: "the connection" });
    const details = JSON.stringify({ accounts: true, streams: true, consumer: true, config: true });
    const short = JSON.stringify({ accounts: true, streams: true });
    const ofOne = JSON.stringify({ ...JSON.parse(details), account: stream?.account });
    const inAccount = { "Nats-Request-Info": JSON.stringify({ acc: stream?.account }) };
    const asked: [string, string, { [name: string]: string }][] = [
      ["$SYS.REQ.SERVER.PING", "{}", {}],
      ["$SYS.REQ.SERVER.PING.VARZ", "{}", {}],
      ["$SYS.REQ.SERVER.PING.JSZ", "{}", {}],
      ["$SYS.REQ.SERVER.PING.HEALTHZ", "{}", {}],
      ["$SYS.REQ.SERVER.PING.JSZ", details, {}],
      ["$SYS.REQ.SERVER.PING.JSZ", short, {}],
      ["$SYS.REQ.SERVER.PING.JSZ", ofOne, {}],
      ["$JS.API.STREAM.NAMES", "{}", inAccount],
      [`$JS.API.STREAM.INFO.${stream?.name}`, "{}", inAccount],
      [`$JS.API.CONSUMER.NAMES.${stream?.name}`, "{}", inAccount],
      [`$JS.API.CONSUMER.INFO.${stream?.name}.${consumerName(0)}`, "{}", inAccount],
      ["$JS.API.STREAM.INFO.nothing", "{}", inAccount],
    ];
    for (const [subject, body, headers] of asked) {
      const options = { timeout: 5_000, headers, replies: subject.includes(".PING") ? 3 : 1 };
      const keys = new Set<string>();
      for await (const reply of wire.request(subject, body, options)) {
        for (const key of keysOf(JSON.parse(new TextDecoder().decode(reply.body)))) keys.add(key);
      }
      replies.set(`${subject} ${body}`, [...keys].sort());
    }
  } finally {
    await wire.close();
  }
  return replies;
}
