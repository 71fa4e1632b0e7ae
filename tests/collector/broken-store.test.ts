import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { checkText } from "#lib/output/check.ts";
import { createConsumer, createStream, publish } from "../lab/assets.ts";
import { users } from "../lab/client.ts";
import { standalone } from "../lab/topologies.ts";
import { versions } from "../lab/versions.ts";
import { watchLab } from "./watch-lab.ts";

const { v2_12, v2_15 } = versions;

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
  expect(watch.findings()).toEqual(["JS_ASSET_UNAVAILABLE", "JS_SERVER_UNHEALTHY"]);
  expect(checkText(watch.store.current()).status).toBe(503);

  // Who comes later knows of what HEALTHZ names.
  await using late = await watchLab(system);
  await late.awaitPicture({ "APP/LATER": lost["APP/LATER"], ...rest });
});
