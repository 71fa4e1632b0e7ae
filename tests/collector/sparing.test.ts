import { expect, test } from "vitest";
import { createStream } from "../lab/assets.ts";
import { users } from "../lab/client.ts";
import { cluster } from "../lab/topologies.ts";
import { until } from "../lab/until.ts";
import { versions } from "../lab/versions.ts";
import { watchLab } from "./watch-lab.ts";

const { v2_12, v2_15 } = versions;

/** So little that three servers are asked as three hundred are: their summaries in turn, and not with every poll. */
const budget = { bytes: 4 * 1024, requests: 1 };

test("a system that is asked sparingly: a rollback, a silent host and a new stream are seen all the same", async () => {
  await using system = await cluster([v2_15, v2_15, v2_15]);
  await using client = await system.openClient(users.app, "n1");
  await createStream(client, "everywhere", { replicas: 3 });
  await createStream(client, "on_n3", { on: "n3", feature: "fastBatch" });
  await using watch = await watchLab(system, { budget });
  const online = { "APP/everywhere": "online", "APP/on_n3": "online" };
  await watch.awaitPicture(online);

  await createStream(client, "later", { on: "n2" });
  await until(() => watch.assets().has("APP/later"), { what: "the new stream" });

  await system.server("n3").kill();
  await until(() => watch.assets().get("APP/on_n3")?.state === "unavailable", {
    what: "what only n3 holds to be down",
  });
  expect(watch.assets().get("APP/later")?.state).toBe("online");

  await system.server("n3").restart({ version: v2_12 });
  await watch.awaitServers();
  await until(() => watch.assets().get("APP/on_n3")?.state === "offline", { what: "the stream that 2.12 cannot run" });
  await until(() => watch.findings().includes("JS_LEVEL_SKEW"), { what: "the skew" });
  await until(() => watch.assets().get("APP/everywhere")?.state === "online", { what: "the other stream" });
});
