import { afterAll, beforeAll, expect, test } from "vitest";
import { consumerInfo, streamInfo, streamNames } from "#lib/nats/jetstream-api.ts";
import { apiPrefix, requestInfoHeaders } from "#lib/nats/subjects.ts";
import { pingHealthz, pingJsz, pingStatsz, pingVarz, streamPlacement } from "#lib/nats/system-api.ts";
import { createConsumer, createStream } from "#tests/lab/assets.ts";
import { users } from "#tests/lab/client.ts";
import type { LabSystem } from "#tests/lab/system.ts";
import { cluster, hubWithLeaf } from "#tests/lab/topologies.ts";
import { until } from "#tests/lab/until.ts";
import { versions } from "#tests/lab/versions.ts";
import { app, connectedWire } from "./wires.ts";

const allThree = { timeout: 10_000, expected: { count: 3 } };
const allowBatched = 'unsupported - config error: unknown field "allow_batched"';

let system: LabSystem;

beforeAll(async () => {
  system = await cluster([versions.v2_15, versions.v2_15, versions.v2_15]);
  await using client = await system.openClient(users.app);
  await createStream(client, "EVERYWHERE", { replicas: 3, feature: "fastBatch" });
  await createStream(client, "LOCAL", { on: "n3", feature: "fastBatch" });
  await createConsumer(client, "LOCAL", "WORKER");
  await system.server("n3").restart({ version: versions.v2_12 });
  await system.ready();
});
afterAll(() => system[Symbol.asyncDispose]());

test("every server of a mixed cluster tells its level, meta view and health", async () => {
  await using wire = await connectedWire(system.websocketUrls);
  const varz = await pingVarz(wire, allThree);
  expect(varz.ok && new Map(varz.value.answers.map(({ server, apiLevel }) => [server.name, apiLevel]))).toEqual(
    new Map([
      ["n1", 5],
      ["n2", 5],
      ["n3", 3],
    ]),
  );
  const jsz = await pingJsz(wire, allThree);
  expect(jsz.ok && new Set(jsz.value.answers.map(({ meta }) => meta?.leader)).size).toBe(1);
  expect(await pingHealthz(wire, allThree)).toMatchObject({ ok: true, value: { answers: { length: 3 } } });
  expect(await pingStatsz(wire, { timeout: 10_000 })).toMatchObject({
    ok: true,
    value: { answers: { length: 3 }, activeServers: 3 },
  });
});

test("an offline stream: its reason, and the server that is assigned to it", async () => {
  await using wire = await connectedWire(system.websocketUrls, { credentials: app });
  const api = { wire, prefix: apiPrefix(null), account: "APP", domain: null };
  expect(await streamNames(api)).toMatchObject({ ok: true, value: expect.arrayContaining(["LOCAL", "EVERYWHERE"]) });
  expect(await streamInfo(api, "LOCAL")).toMatchObject({
    ok: true,
    value: [{ kind: "offline", reason: allowBatched }],
  });
  await using sys = await connectedWire(system.websocketUrls);
  const varz = await pingVarz(sys, allThree);
  const n3 = varz.ok && varz.value.answers.find(({ server }) => server.name === "n3")?.server.id;
  expect(await streamPlacement(sys, "APP", "LOCAL", allThree)).toMatchObject({
    ok: true,
    value: { assigned: [n3], unassigned: { length: 2 } },
  });
});

test("a stream that runs with a member that cannot run it: one answer to a user, both to the system account", async () => {
  await using wire = await connectedWire(system.websocketUrls, { credentials: app });
  const api = { wire, prefix: apiPrefix(null), account: "APP", domain: null };
  const asUser = await streamInfo(api, "EVERYWHERE", { timeout: 10_000, linger: 2_000 });
  expect(asUser.ok && asUser.value.map(({ kind }) => kind)).toEqual(["found"]);
  await using sys = await connectedWire(system.websocketUrls);
  const inItsName = { ...api, wire: sys, headers: requestInfoHeaders("APP") };
  const asSystem = await streamInfo(inItsName, "EVERYWHERE", { timeout: 10_000, linger: 2_000 });
  expect(asSystem.ok && asSystem.value.map(({ kind }) => kind)).toEqual(["found", "offline"]);
});

test("a consumer of a stream that is offline is not found, though it is there", async () => {
  await using wire = await connectedWire(system.websocketUrls, { credentials: app });
  const api = { wire, prefix: apiPrefix(null), account: "APP", domain: null };
  await until(
    async () => {
      const probe = await consumerInfo(api, "LOCAL", "WORKER", { timeout: 3_000 });
      return probe.ok && probe.value[0]?.kind === "not-found";
    },
    { what: "the answer about the consumer" },
  );
});

test("a leaf's domain is reached under its own prefix, in an account's name only from 2.15 on", async () => {
  for (const [version, expected] of [
    [versions.v2_14, { ok: false, fault: "no-responders" }],
    [versions.v2_15, { ok: true, value: ["IN_LEAF"] }],
  ] as const) {
    await using system = await hubWithLeaf({ hub: [version], leaf: version });
    await using client = await system.openClient(users.app);
    await createStream(client, "IN_LEAF", { domain: "leaf" });
    const urls = [system.server("n1").websocketUrl];
    await using wire = await connectedWire(urls, { credentials: app });
    const api = { wire, prefix: apiPrefix("leaf"), account: "APP", domain: "leaf" };
    expect(await streamNames(api)).toMatchObject({ ok: true, value: ["IN_LEAF"] });
    await using sys = await connectedWire(urls);
    const inItsName = { ...api, wire: sys, headers: requestInfoHeaders("APP") };
    expect(await streamNames(inItsName)).toMatchObject(expected);
    const varz = await pingVarz(sys, { timeout: 10_000, expected: { count: 2 } });
    const domains = varz.ok && varz.value.answers.map(({ server }) => `${server.name} ${server.domain}`).toSorted();
    expect(domains).toEqual(["leaf1 leaf", "n1 hub"]);
  }
});
