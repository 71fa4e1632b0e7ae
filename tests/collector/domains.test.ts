import { expect, test } from "vitest";
import { createConsumer, createStream } from "../lab/assets.ts";
import { users } from "../lab/client.ts";
import { cluster, hubWithLeaf, standalone, supercluster } from "../lab/topologies.ts";
import { until } from "../lab/until.ts";
import { versions } from "../lab/versions.ts";
import { recordAccuracy } from "./accuracy.ts";
import type { Picture } from "./picture.ts";
import { startTrio } from "./trio.ts";
import { takeInventory } from "./truth.ts";
import { watchLab } from "./watch-lab.ts";

const { v2_12, v2_15 } = versions;
const words = 'unsupported - config error: unknown field "allow_batched"';

test("a leaf's domain is rolled back: its streams are offline, those of the same name in the hub are not", async (context) => {
  await using system = await hubWithLeaf({ hub: [v2_15, v2_15, v2_15], leaf: v2_15 });
  await using app = await system.openClient(users.app, "n1");
  await createStream(app, "batches", { replicas: 3, feature: "fastBatch" });
  await createStream(app, "orders", { replicas: 3 });
  for (const name of ["batches", "orders"]) {
    const feature = name === "batches" ? "fastBatch" : "plain";
    await createStream(app, name, { domain: "leaf", feature, config: { subjects: [`leaf.${name}`] } });
    await createConsumer(app, name, "reader", { domain: "leaf" });
  }
  await using hub = await system.openClient(users.sys, "n1");
  await using leaf = await system.openClient(users.sys, "leaf1");
  const inHub = await takeInventory(hub, ["APP"], { domain: "hub", at: "n1" });
  const assets = [...inHub, ...(await takeInventory(leaf, ["APP"], { domain: "leaf", at: "leaf1" }))];
  const online: Picture = Object.fromEntries(assets.map(({ name }) => [name, "online"]));
  await using watch = await watchLab(system);
  await watch.awaitPicture(online);
  await system.server("leaf1").restart({ version: v2_12 });
  await watch.awaitServers();
  await watch.awaitPicture({
    ...online,
    "leaf:APP/batches": `offline, reported config-field: ${words} | leaf1 offline`,
    "leaf:APP/batches/reader": `offline, reported stream-offline: ${words} | leaf1 offline (reported config-field: ${words})`,
  });
  const lists = ["hub", "leaf"].map((domain) => ({ account: "APP", user: users.app, domain }));
  await recordAccuracy(context, "a leaf domain rolled back", { system, watch, assets, lists });
});

test("a cluster is given a domain by a rolling restart: halfway, nothing is said to be down, missing or without leader", async () => {
  const { system, online } = await startTrio();
  await using _system = system;
  await using watch = await watchLab(system);
  await watch.awaitPicture(online);
  for (const name of ["n3", "n2"]) {
    await system.server(name).restart({ change: { jetstream: { domain: "new" } } });
    await watch.awaitServers();
    await watch.awaitPicture(online);
    // A connection to a server of either name does not lead to the accounts of the other.
    await until(() => watch.findings().every((code) => code === "JS_VIEW_PARTIAL"), { what: "all to be well" });
    expect(watch.store.current().board.head.coverage.servers).toEqual({ expected: 3, answered: 3 });
  }
});

test("one cluster of a supercluster is rolled back: only what it hosts is down", async (context) => {
  await using system = await supercluster({ east: [v2_15, v2_15], west: [v2_15] });
  await using app = await system.openClient(users.app, "east1");
  for (const on of ["east1", "east2", "west1"]) {
    const cluster = on.slice(0, 4);
    await createStream(app, `batch_${on}`, {
      feature: "fastBatch",
      on,
      config: { placement: { cluster, tags: [`server:${on}`] } },
    });
    await createStream(app, `plain_${on}`, { on, config: { placement: { cluster, tags: [`server:${on}`] } } });
  }
  await using sys = await system.openClient(users.sys, "east1");
  const assets = await takeInventory(sys, ["APP"]);
  const online: Picture = Object.fromEntries(assets.map(({ name }) => [name, "online"]));
  await using watch = await watchLab(system);
  await watch.awaitPicture(online);
  await system.server("west1").restart({ version: v2_12 });
  await watch.awaitServers();
  await watch.awaitPicture({
    ...online,
    "APP/batch_west1": `offline, reported config-field: ${words} | west1 offline`,
  });
  expect(watch.findings()).toContain("JS_STREAM_OFFLINE");
  await recordAccuracy(context, "one cluster of a supercluster rolled back", { system, watch, assets });
});

test.each([
  {
    what: "a cluster",
    start: () => cluster([v2_15, v2_15, v2_15], { settings: () => ({ jetstream: { domain: "old" } }) }),
  },
  { what: "a standalone server that had none", start: () => standalone(v2_15) },
])("the domain of $what is renamed: nothing is said to be down in the old one", async ({ start }) => {
  await using system = await start();
  const old = system.servers.length > 1 ? "old:" : "";
  {
    await using app = await system.openClient(users.app);
    await createStream(app, "everywhere", { replicas: system.servers.length });
    await createStream(app, "somewhere");
    await createConsumer(app, "everywhere", "reader");
  }
  const names = ["APP/everywhere", "APP/everywhere/reader", "APP/somewhere"];
  const online = (domain: string): Picture => Object.fromEntries(names.map((name) => [`${domain}${name}`, "online"]));
  await using watch = await watchLab(system);
  await watch.awaitPicture(online(old));
  for (const server of system.servers) await server.restart({ change: { jetstream: { domain: "new" } } });
  await watch.awaitPicture(online("new:"));
  await watch.awaitFindings([]);
  expect(Object.values(watch.store.current().board.servers)).toHaveLength(system.servers.length);
});
