import { expect, test } from "vitest";
import { createConsumer, createStream, publish } from "../lab/assets.ts";
import { users } from "../lab/client.ts";
import type { LabSystem } from "../lab/system.ts";
import { cluster } from "../lab/topologies.ts";
import { versions } from "../lab/versions.ts";
import { recordAccuracy } from "./accuracy.ts";
import type { Picture } from "./picture.ts";
import { takeInventory } from "./truth.ts";
import { watchLab } from "./watch-lab.ts";

const { v2_10, v2_11Unsafe, v2_12, v2_15 } = versions;

async function createAssets(system: LabSystem): Promise<void> {
  await using app = await system.openClient(users.app);
  for (const on of ["n1", "n3"]) {
    await createStream(app, `plain_${on}`, { on });
    await createConsumer(app, `plain_${on}`, "reader");
    await createStream(app, `batch_${on}`, { on, feature: "fastBatch" });
    await publish(app, `plain_${on}`, 1);
  }
  await createStream(app, "batch_r3", { replicas: 3, feature: "fastBatch" });
  await createConsumer(app, "batch_r3", "reader");
}

const behind = "inferred host-behind-meta: JetStream is not current with the meta leader";

/** n3 applies nothing of the meta log: what it alone hosts is down, what it could run and what it could not. */
const cutOff: Picture = {
  "APP/batch_n3": `unavailable, ${behind} | n3 missing`,
  "APP/batch_r3": `degraded, ${behind} | n3 missing`,
  "APP/batch_r3/reader": `degraded, ${behind} | n3 missing`,
  "APP/flow": `degraded, ${behind} | n3 catching-up`,
  "APP/flow/fast": `degraded, ${behind} | n3 missing`,
  "APP/plain_n3": `unavailable, ${behind} | n3 missing`,
  "APP/plain_n3/reader": `unavailable, inferred stream-offline: JetStream is not current with the meta leader | n3 missing (${behind})`,
};

const unsafe = [
  { version: v2_11Unsafe, scenario: "one of three rolled back to 2.11.8, which has no offline mode" },
  { version: v2_10, scenario: "one of three rolled back to 2.10, which has no offline mode" },
] as const;

test("a server that runs what it does not understand, and one that cannot decode the meta log", async (context) => {
  await using system = await cluster([v2_15, v2_15, v2_15]);
  await createAssets(system);
  await using sys = await system.openClient(users.sys, "n2");
  const assets = await takeInventory(sys, ["APP"]);
  const online: Picture = Object.fromEntries(assets.map(({ name }) => [name, "online"]));
  await using watch = await watchLab(system);
  await watch.awaitPicture(online);
  for (const { version, scenario } of unsafe) {
    await system.server("n3").restart({ version });
    await watch.awaitServers();
    await watch.awaitPicture(online);
    expect(watch.findings()).toContain("JS_ASSET_UNPROTECTED");
    await recordAccuracy(context, scenario, { system, watch, assets });
  }

  await system.server("n3").restart({ version: v2_15 });
  await watch.awaitServers();
  await createFlowConsumer(system);
  const more = await takeInventory(sys, ["APP"]);
  const all: Picture = Object.fromEntries(more.map(({ name }) => [name, "online"]));
  await watch.awaitPicture(all);
  await system.server("n3").restart({ version: v2_12 });
  await watch.awaitServers();
  await watch.awaitPicture({ ...all, ...cutOff });
  await recordAccuracy(context, "one of three cannot decode the meta log", { system, watch, assets: more });
});

/** A 2.12 server knows `ack_policy`, but not this value of it: it cannot decode the whole assignment. */
async function createFlowConsumer(system: LabSystem): Promise<void> {
  await using app = await system.openClient(users.app);
  await createStream(app, "flow", { replicas: 3 });
  await createConsumer(app, "flow", "fast", { feature: "flowControlAck" });
}
