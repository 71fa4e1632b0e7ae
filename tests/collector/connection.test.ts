import { expect, test } from "vitest";
import { createStream } from "../lab/assets.ts";
import { users } from "../lab/client.ts";
import type { LabSystem } from "../lab/system.ts";
import { cluster } from "../lab/topologies.ts";
import { until } from "../lab/until.ts";
import { versions } from "../lab/versions.ts";
import { type LabWatch, watchLab } from "./watch-lab.ts";

const pollInterval = 1_000;
/** What a busy machine may add to a deadline. */
const noise = 4_000;

async function makeOrders(system: LabSystem): Promise<void> {
  await using app = await system.openClient(users.app);
  await createStream(app, "ORDERS", { replicas: 3 });
}

const isStale = (watch: LabWatch) => watch.findings().includes("JS_VIEW_STALE");

test("the connected server is killed: data goes on; all are killed: the board says stale, and recovers by itself", async () => {
  const { v2_15 } = versions;
  await using system = await cluster([v2_15, v2_15, v2_15]);
  await makeOrders(system);
  await using watch = await watchLab(system, { pollInterval });
  await watch.awaitPicture({ "APP/ORDERS": "online" });
  const past = watch.store.timeline().map(({ text }) => text);
  expect(past.filter((text) => /not answer|not observed|No connection/.test(text))).toEqual([]);

  const connected = watch.store.current().board.head.connection.server ?? "";
  await system.server(connected).kill();
  const killedAt = Date.now();
  await until(
    () => {
      const { observedAt, board } = watch.store.current();
      const isOther = board.head.connection.state === "connected" && board.head.connection.server !== connected;
      return isOther && observedAt !== null && observedAt > killedAt;
    },
    { what: "data by another server", deadline: 10_000 },
  );
  await watch.awaitPicture({ "APP/ORDERS": `degraded, inferred host-down | ${connected} silent` });

  const others = system.servers.filter((server) => server.isAnswering);
  await Promise.all(others.map((server) => server.kill()));
  await until(() => isStale(watch), {
    what: "the board to say that it is stale",
    deadline: 2 * pollInterval + noise,
  });
  expect(watch.store.current().board.head).toMatchObject({
    status: "unknown",
    connection: { state: expect.not.stringMatching(/^connected$/), problem: { message: expect.any(String) } },
  });
  expect(watch.assets().get("APP/ORDERS"), "what was known is still there").toBeDefined();

  for (const server of system.servers) await server.start();
  await watch.awaitPicture({ "APP/ORDERS": "online" });
  expect(isStale(watch)).toBe(false);
});
