import { expect, test } from "vitest";
import { createStream } from "./assets.ts";
import { askServers, users } from "./client.ts";
import { requestApi } from "./jetstream-api.ts";
import { cluster, hubWithLeaf, supercluster } from "./topologies.ts";
import { until } from "./until.ts";
import { versions } from "./versions.ts";

const { v2_10, v2_12, v2_15 } = versions;

test("servers of different versions form one cluster, and an R1 stream goes where it is told", async () => {
  await using system = await cluster([v2_10, v2_12, v2_15]);
  await using admin = await system.openClient();
  const replies = await askServers(admin, "$SYS.REQ.SERVER.PING", { replies: 3 });
  const seen = replies.map(({ server }) => `${server.name} ${server.ver} ${server.cluster}`).sort();
  expect(seen).toEqual([`n1 ${v2_10} C1`, `n2 ${v2_12} C1`, `n3 ${v2_15} C1`]);

  await using app = await system.openClient(users.app);
  await createStream(app, "HERE", { on: "n2" });
  await createStream(app, "EVERYWHERE", { replicas: 3 });
  const info = () => requestApi(app, "STREAM.INFO.HERE");
  await until(async () => ((await info()).cluster as { leader?: string }).leader === "n2", { what: "HERE on n2" });
});

test("one server rolled back takes the R1 stream on it offline, with the reason", async () => {
  await using system = await cluster([v2_15, v2_15, v2_15]);
  await using app = await system.openClient(users.app, "n1");
  await createStream(app, "BATCHES", { feature: "fastBatch", on: "n3" });
  await system.server("n3").restart({ version: v2_12 });
  await system.ready();
  await expect(
    until(() => requestApi(app, "STREAM.INFO.BATCHES"), { what: "BATCHES to be online", deadline: 1000 }),
  ).rejects.toMatchObject({ cause: { errCode: 10194, description: expect.stringContaining("unsupported") } });
});

test("two clusters over gateways are one system with one meta leader", async () => {
  await using system = await supercluster({ east: [v2_15, v2_15, v2_15], west: [v2_15] });
  await using admin = await system.openClient();
  const replies = await askServers(admin, "$SYS.REQ.SERVER.PING.JSZ", { replies: 4 });
  const leaders = replies.map(({ data }) => (data as { meta_cluster: { leader: string } }).meta_cluster.leader);
  expect(replies.map(({ server }) => server.cluster).sort()).toEqual(["east", "east", "east", "west"]);
  expect(new Set(leaders).size).toBe(1);
});

test("a leaf's own domain answers through the hub, of which all servers see the leaf", async () => {
  await using system = await hubWithLeaf({ hub: [v2_15, v2_15, v2_15], leaf: v2_12 });
  await using app = await system.openClient(users.app, "n1");
  expect(await requestApi(app, "INFO", {}, { domain: "leaf" })).toMatchObject({ domain: "leaf", api: { level: 3 } });
  expect(await requestApi(app, "INFO", {}, { domain: "hub" })).toMatchObject({ domain: "hub", api: { level: 5 } });
  await createStream(app, "ON_LEAF", { domain: "leaf" });
  await using admin = await system.openClient();
  const replies = await askServers(admin, "$SYS.REQ.SERVER.PING", { replies: 4 });
  const domains = Object.fromEntries(replies.map(({ server }) => [server.name, server.domain]));
  expect(domains).toEqual({ n1: "hub", n2: "hub", n3: "hub", leaf1: "leaf" });
});

test("from a leaf without JetStream the hub's domain answers", async () => {
  await using system = await hubWithLeaf({ hub: [v2_15], leaf: v2_15, leafJetstream: false });
  await using app = await system.openClient(users.app, "leaf1");
  const info = () => requestApi(app, "INFO", {}, { domain: "hub" });
  expect(await until(info, { what: "the hub's API from the leaf" })).toMatchObject({ domain: "hub" });
});
