import { rmSync } from "node:fs";
import { join } from "node:path";
import {
  type ConsumerFeature,
  consumerFeatures,
  createConsumer,
  createStream,
  featuresKnownTo,
  publish,
  streamFeatures,
} from "./assets.ts";
import { askServers, users } from "./client.ts";
import { writeFixture } from "./fixture.ts";
import type { LabSystem } from "./system.ts";
import { cluster, standalone } from "./topologies.ts";
import { until } from "./until.ts";
import { allVersions, type Version, versions } from "./versions.ts";

const { v2_11, v2_12, v2_15 } = versions;

/** What `createAssets` makes: a stream for every feature, one with consumers, and in a cluster R3 and R1 on `n3`. */
interface Wanted {
  version: Version;
  isCluster: boolean;
  without?: ConsumerFeature[];
}

async function createAssets(system: LabSystem, { version, isCluster, without = [] }: Wanted): Promise<void> {
  await using app = await system.openClient(users.app);
  for (const feature of featuresKnownTo(version, streamFeatures)) {
    await createStream(app, feature, isCluster ? { feature, on: "n3" } : { feature });
  }
  const holders = ["orders"];
  await createStream(app, "orders", { replicas: isCluster ? 3 : 1 });
  if (isCluster) {
    await createStream(app, "local", { on: "n3" });
    await createStream(app, "elsewhere", { on: "n1" });
    if (featuresKnownTo(version, streamFeatures).includes("fastBatch")) {
      await createStream(app, "replicated", { feature: "fastBatch", replicas: 3 });
    }
    holders.push("local");
  }
  for (const holder of holders) {
    for (const feature of featuresKnownTo(version, consumerFeatures)) {
      if (!without.includes(feature)) await createConsumer(app, holder, feature, { feature });
    }
    await publish(app, holder, 3);
  }
}

/** Waits until the listing names what is offline: a replica needs a moment to find out. */
async function awaitOffline(system: LabSystem, stream: string): Promise<void> {
  await using app = await system.openClient(users.app);
  await until(
    async () => (await app.request(`$JS.API.STREAM.INFO.${stream}`, "", { timeout: 6000 })).string().includes("10194"),
    { what: `${stream} to be offline` },
  );
}

async function captureHealthy(version: Version): Promise<void> {
  await using single = await standalone(version);
  await createAssets(single, { version, isCluster: false });
  await writeFixture(single, `${version}/standalone`);
  await using three = await cluster([version, version, version]);
  await createAssets(three, { version, isCluster: true });
  await writeFixture(three, `${version}/cluster`);
}

async function captureStandaloneDowngrade(version: Version): Promise<void> {
  await using system = await standalone(v2_15);
  await createAssets(system, { version: v2_15, isCluster: false });
  await system.server("n1").restart({ version });
  await system.ready();
  await awaitOffline(system, "fastBatch");
  await writeFixture(system, `${version}/standalone-from-${v2_15}`, { placementOf: ["fastBatch"] });
}

/** n3 goes back to an older version; without the flow-control consumer, which would stop n3 from following at all. */
async function captureMixedCluster(): Promise<void> {
  await using system = await cluster([v2_15, v2_15, v2_15]);
  await createAssets(system, { version: v2_15, isCluster: true, without: ["flowControlAck"] });
  await system.server("n3").restart({ version: v2_12 });
  await system.ready();
  await awaitOffline(system, "fastBatch");
  await awaitOffline(system, "local");
  await writeFixture(system, `${v2_15}/cluster-with-n3-on-${v2_12}`, { placementOf: ["fastBatch", "replicated"] });
  await system.server("n1").kill();
  await system.server("n2").kill();
  await awaitHealthz(system, "JetStream has not established contact with a meta leader");
  await writeFixture(system, `${v2_15}/cluster-without-quorum-n3-on-${v2_12}`);
}

/** A consumer's `ack_policy: flow_control` in the meta log is more than a 2.12 server can read: it stops following. */
async function captureBehindMeta(): Promise<void> {
  await using system = await cluster([v2_15, v2_15, v2_15]);
  await createAssets(system, { version: v2_15, isCluster: true });
  await system.server("n3").restart({ version: v2_12 });
  await system.ready();
  await awaitHealthz(system, "JetStream is not current with the meta leader");
  await writeFixture(system, `${v2_15}/cluster-with-n3-behind-on-${v2_12}`);
}

async function awaitHealthz(system: LabSystem, error: string): Promise<void> {
  const replies = system.servers.filter((server) => server.isAnswering).length;
  await using admin = await system.openClient(users.sys, "n3");
  await until(
    async () => {
      const answers = await askServers(admin, "$SYS.REQ.SERVER.PING.HEALTHZ", { replies });
      return answers.some(({ server, data }) => server.name === "n3" && JSON.stringify(data).includes(error));
    },
    { what: `n3 to say: ${error}` },
  );
}

rmSync(join(import.meta.dirname, "..", "fixtures"), { recursive: true, force: true });
for (const version of allVersions) {
  await captureHealthy(version);
  console.log(`${version}: captured`);
}
await captureStandaloneDowngrade(v2_12);
await captureStandaloneDowngrade(v2_11);
await captureMixedCluster();
await captureBehindMeta();
console.log("downgrades: captured");
