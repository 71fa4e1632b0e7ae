import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { checkText } from "#lib/output/check.ts";
import { createConsumer, createStream, publish } from "../lab/assets.ts";
import { users } from "../lab/client.ts";
import type { LabSystem } from "../lab/system.ts";
import { cluster, standalone } from "../lab/topologies.ts";
import { until } from "../lab/until.ts";
import { versions } from "../lab/versions.ts";
import { watchLab } from "./watch-lab.ts";

const { v2_12, v2_14, v2_15 } = versions;

test.concurrent.each([v2_12, v2_15])("a stream that %s cannot recover is down in its words", async (version) => {
  await using system = await standalone(version);
  {
    await using app = await system.openClient(users.app);
    for (const stream of ["LATER", "ORDERS", "OTHER"]) {
      await createStream(app, stream);
      await createConsumer(app, stream, "reader");
      await publish(app, stream, 1);
    }
  }
  const rest = { "APP/OTHER": "online", "APP/OTHER/reader": "online" };
  const server = system.server("n1");
  await using watch = await watchLab(system);
  const all = ["LATER", "ORDERS"].flatMap((name) => [`APP/${name}`, `APP/${name}/reader`]);
  await watch.awaitPicture({ ...Object.fromEntries(all.map((name) => [name, "online"])), ...rest });

  await server.stop();
  for (const stream of ["LATER", "ORDERS"]) {
    writeFileSync(join(server.storeFolder, "jetstream/APP/streams", stream, "meta.inf"), "");
  }
  await server.start();
  const words = "JetStream stream 'APP > LATER' could not be recovered";
  const lost = {
    "APP/LATER": `unavailable, reported stopped: ${words} | n1 missing`,
    "APP/LATER/reader": `unavailable, reported stream-offline: ${words} | n1 missing (reported stopped: ${words})`,
  };
  // HEALTHZ names the first alone: the other may as well have been deleted.
  const untold = {
    "APP/ORDERS": `unobserved, inferred no-answer: ${words}`,
    "APP/ORDERS/reader": `unobserved, inferred no-answer: ${words}`,
  };
  await watch.awaitPicture({ ...lost, ...untold, ...rest });
  await watch.awaitFindings(["JS_ASSET_UNAVAILABLE", "JS_SERVER_UNHEALTHY"]);
  expect(checkText(watch.store.current()).status).toBe(503);

  // Who comes later knows of what HEALTHZ names.
  await using late = await watchLab(system);
  await late.awaitPicture({ "APP/LATER": lost["APP/LATER"], ...rest });
});

/** Publishes to ORDERS, a stream of small blocks, until its second block should be written, where there is a folder. */
async function failToWrite(system: LabSystem): Promise<void> {
  for (const { storeFolder } of system.servers) {
    mkdirSync(join(storeFolder, "jetstream/APP/streams/ORDERS/msgs/2.blk"));
  }
  await using app = await system.openClient(users.app);
  for (let count = 0; count < 20; count++) app.publish("ORDERS.large", new Uint8Array(5_000));
  await app.flush();
}

test.concurrent.each([v2_14, v2_15])("a stream that %s cannot write is degraded, and critical", async (version) => {
  await using system = await standalone(version);
  await using app = await system.openClient(users.app);
  await createStream(app, "ORDERS", { config: { max_bytes: 100_000 } });
  await createConsumer(app, "ORDERS", "reader");
  await using watch = await watchLab(system);
  await watch.awaitPicture({ "APP/ORDERS": "online", "APP/ORDERS/reader": "online" });
  await failToWrite(system);
  const file = join(system.server("n1").storeFolder, "jetstream/APP/streams/ORDERS/msgs/2.blk");
  const words = `JetStream stream 'APP > ORDERS' write error: read ${file}: is a directory`;
  await watch.awaitPicture({ "APP/ORDERS": `degraded, reported stopped: ${words}`, "APP/ORDERS/reader": "online" });
  await watch.awaitFindings(["JS_ASSET_DEGRADED", "JS_SERVER_UNHEALTHY"]);
  expect(checkText(watch.store.current()).status).toBe(503);
});

test.concurrent("a replicated stream that its members cannot write is down in their words", async () => {
  await using system = await cluster([v2_15, v2_15, v2_15]);
  await using app = await system.openClient(users.app);
  await createStream(app, "ORDERS", { replicas: 3, config: { max_bytes: 100_000 } });
  await using watch = await watchLab(system);
  await watch.awaitPicture({ "APP/ORDERS": "online" });
  await failToWrite(system);
  // Where two have stopped, the third may never have come to write.
  const reason = () => watch.assets().get("APP/ORDERS")?.reason;
  await until(() => reason()?.raw?.includes("stream write error") === true, { what: "the members' words" });
  expect([reason()?.cause ?? reason()?.kind, reason()?.inferred]).toEqual(["stopped", false]);
  await watch.awaitFindings(["JS_ASSET_UNAVAILABLE", "JS_SERVER_UNHEALTHY"]);
});
