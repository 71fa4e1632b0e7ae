import { headers, type NatsConnection } from "nats.ws";
import { describe, expect, test } from "vitest";
import { clientViews, leafViews } from "#lib/model/client-view.ts";
import { FIELDS, NEW_VALUES } from "#lib/model/config-field-table.ts";
import type { Finding } from "#lib/model/finding.ts";
import { compareVersions } from "#lib/model/version.ts";
import { createConsumer, createStream } from "../lab/assets.ts";
import { users } from "../lab/client.ts";
import { requestApi } from "../lab/jetstream-api.ts";
import { canDecode, knowsField } from "../lab/probe-config-fields.ts";
import { cluster, hubWithLeaf, standalone } from "../lab/topologies.ts";
import { until } from "../lab/until.ts";
import { versions } from "../lab/versions.ts";
import { type LabWatch, watchLab } from "./watch-lab.ts";

const { v2_10, v2_11, v2_11Unsafe, v2_12, v2_14, v2_15 } = versions;

const spots = [
  ["stream", "subject_transform.dest"],
  ["stream", "allow_msg_ttl"],
  ["stream", "placement.preferred"],
  ["stream", "persist_mode"],
  ["stream", "sources.consumer"],
  ["consumer", "priority_timeout"],
  ["consumer", "sourcing"],
] as const;

describe("the table is what the servers say", () => {
  test.each([v2_10, v2_11, v2_12, v2_14, v2_15])("%s", async (version) => {
    await using system = await standalone(version);
    await using app = await system.openClient(users.app);
    for (const [kind, field] of spots) {
      const since = Object.entries(FIELDS[kind]).find(([name]) => name === field)?.[1] ?? "";
      expect(await knowsField(app, kind, field), field).toBe(compareVersions(version, since) >= 0);
    }
    const flowControl = NEW_VALUES.consumer["ack_policy: flow_control"];
    expect(await canDecode(app, "consumer", { ack_policy: "flow_control" })).toBe(
      compareVersions(version, flowControl) >= 0,
    );
  });

  test("it has every field that the newest server reports", async () => {
    await using system = await standalone(v2_15);
    await using app = await system.openClient(users.app);
    const stream = await createStream(app, "ORDERS", { config: { consumer_limits: { max_ack_pending: 1000 } } });
    const consumer = await createConsumer(app, "ORDERS", "flow", { feature: "flowControlAck" });
    expect(Object.keys(FIELDS.stream)).toEqual(expect.arrayContaining(Object.keys(Object(stream.config))));
    expect(Object.keys(FIELDS.consumer)).toEqual(expect.arrayContaining(Object.keys(Object(consumer.config))));
  });
});

test("an asset that a server before 2.11.9 runs without what it does not know is unprotected; its page says where it could run", async () => {
  await using system = await cluster([v2_15, v2_15, v2_11Unsafe]);
  await using app = await system.openClient(users.app, "n1");
  await createStream(app, "FAST", { replicas: 3, feature: "fastBatch" });
  await until(() => isNotLed(app, "FAST", "n3"), { what: "another leader than the one that leaves the field out" });
  await using watch = await watchLab(system);
  const finding = await unprotected(watch);
  expect(finding.detail).toContain("allow_batched");
  expect(finding.subjects.map(({ label }) => label)).toEqual(["APP › FAST"]);
  const detail = watch.store.asset("-/APP/FAST");
  expect(detail?.needs).toEqual({ level: 4, version: "2.14.0", because: null });
  expect(detail?.runnableOn.toSorted()).toEqual(["n1", "n2"]);
  expect(detail?.notRunnableOn).toEqual([
    { server: "n3", why: "runs level 1, it needs 4, and does not know the field allow_batched" },
  ]);
  expect(detail?.subjects).toEqual(["FAST.>"]);
});

test("a field of required level 0 is remembered when its server is downgraded and reports it no more", async () => {
  await using system = await standalone(v2_15);
  await using app = await system.openClient(users.app);
  await createStream(app, "ORDERS");
  await createConsumer(app, "ORDERS", "mirror", { feature: "sourcing" });
  await using watch = await watchLab(system);
  const id = "-/APP/ORDERS/mirror";
  await until(() => watch.store.asset(id)?.needs?.because === "sourcing", { what: "the consumer's config" });
  await system.server("n1").restart({ version: v2_11Unsafe });
  const finding = await unprotected(watch);
  expect(finding.detail).toContain("sourcing");
  expect(finding.subjects.map((subject) => subject.id)).toEqual([id]);
});

/** Has a leader of this name step down. */
async function isNotLed(app: NatsConnection, stream: string, name: string): Promise<boolean> {
  const { cluster: group } = (await requestApi(app, `STREAM.INFO.${stream}`)) as { cluster?: { leader?: string } };
  if (group?.leader === name) await requestApi(app, `STREAM.LEADER.STEPDOWN.${stream}`);
  return group?.leader !== undefined && group.leader !== name;
}

async function unprotected({ store }: LabWatch): Promise<Finding> {
  const findings = () => Object.values(store.current().board.findings);
  return until(() => findings().find(({ code }) => code === "JS_ASSET_UNPROTECTED"), { what: "JS_ASSET_UNPROTECTED" });
}

test("a server that cannot decode a value falls behind the meta leader, and the finding names the asset", async () => {
  await using system = await cluster([v2_15, v2_15, v2_15]);
  await using app = await system.openClient(users.app, "n1");
  await createStream(app, "ORDERS", { on: "n1" });
  await createConsumer(app, "ORDERS", "flow", { feature: "flowControlAck" });
  await system.server("n3").restart({ version: v2_12 });
  await using watch = await watchLab(system);
  const finding = await until(
    () => Object.values(watch.store.current().board.findings).find(({ detail }) => detail.includes("flow_control")),
    { what: "a finding that names ack_policy: flow_control", deadline: 100_000 },
  );
  expect(finding.code).toBe("JS_SERVER_UNHEALTHY");
  expect(finding.detail).toContain("Likely because of the consumer APP › ORDERS › flow: nats-server 2.12");
});

describe("what clients may rely on", () => {
  test("the meta leader grants its own level in a mixed cluster", async () => {
    await using system = await cluster([v2_15, v2_14, v2_12]);
    await using watch = await watchLab(system);
    await until(() => Object.values(watch.store.current().board.servers).some((server) => server.metaLeader), {
      what: "a meta leader on the board",
    });
    const [view] = clientViews(Object.values(watch.store.current().board.servers));
    expect(view).toMatchObject({ domain: null, isChecked: true, lowest: 3, highest: 5 });
    const granted = view?.granted ?? 0;
    await using app = await system.openClient(users.app);
    expect(await isGranted(app, granted)).toBe(true);
    expect(await isGranted(app, granted + 1)).toBe(false);
  });

  test("a server before 2.12 grants any level", async () => {
    await using system = await standalone(v2_11);
    await using watch = await watchLab(system);
    await until(() => Object.values(watch.store.current().board.servers).some(({ apiLevel }) => apiLevel === 1), {
      what: "the server's level",
    });
    expect(clientViews(Object.values(watch.store.current().board.servers))).toMatchObject([
      { answeredBy: "n1", granted: 1, isChecked: false },
    ]);
    await using app = await system.openClient(users.app);
    expect(await isGranted(app, 99)).toBe(true);
  });

  test("a hub and a leaf each grant their own", async () => {
    await using system = await hubWithLeaf({ hub: [v2_15], leaf: v2_12 });
    await using watch = await watchLab(system);
    const views = () => clientViews(Object.values(watch.store.current().board.servers));
    await until(() => views().length === 2 && views().every(({ granted }) => granted !== null), {
      what: "both domains",
    });
    expect(views()).toMatchObject([
      { domain: "hub", answeredBy: "n1", granted: 5 },
      { domain: "leaf", answeredBy: "leaf1", granted: 3 },
    ]);
    await using app = await system.openClient(users.app, "leaf1");
    expect(await isGranted(app, 4, "leaf")).toBe(false);
    expect(await isGranted(app, 5, "hub")).toBe(true);
  });

  test("clients of a leaf without JetStream are granted the hub's level", async () => {
    await using system = await hubWithLeaf({ hub: [v2_14], leaf: v2_15, leafJetstream: false });
    await using watch = await watchLab(system);
    const views = () => leafViews(Object.values(watch.store.current().board.servers));
    await until(() => views()[0]?.reaches[0]?.granted, { what: "the level seen from the leaf" });
    expect(views()).toMatchObject([{ server: { name: "leaf1" }, reaches: [{ domain: "hub", granted: 4 }] }]);
    await using app = await system.openClient(users.app, "leaf1");
    // The leaf connection of a hub with a domain passes on the API under the domain's own prefix only.
    await expect(isGranted(app, 4)).rejects.toThrow("503");
    expect(await isGranted(app, 4, "hub")).toBe(true);
    expect(await isGranted(app, 5, "hub")).toBe(false);
  });
});

/** Whether `$JS.API.INFO` is answered to a request that requires this level. */
async function isGranted(client: NatsConnection, level: number, domain?: string): Promise<boolean> {
  const required = headers();
  required.set("Nats-Required-Api-Level", String(level));
  const subject = `${domain ? `$JS.${domain}` : "$JS"}.API.INFO`;
  const reply = await client.request(subject, "", { headers: required, timeout: 10_000 });
  return reply.json<{ error?: object }>().error === undefined;
}
