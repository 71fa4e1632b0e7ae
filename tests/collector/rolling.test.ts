import { expect, test } from "vitest";
import { createConsumer, createStream } from "../lab/assets.ts";
import { users } from "../lab/client.ts";
import { cluster } from "../lab/topologies.ts";
import { startTraffic } from "../lab/traffic.ts";
import { until } from "../lab/until.ts";
import { type Version, versions } from "../lab/versions.ts";
import { recordAccuracy } from "./accuracy.ts";
import type { Picture } from "./picture.ts";
import { takeInventory } from "./truth.ts";
import { watchLab } from "./watch-lab.ts";

const { v2_10, v2_11, v2_12Early, v2_12, v2_14, v2_15 } = versions;
const rollout: Version[] = [v2_11, v2_12Early, v2_12, v2_14, v2_15];

test("a rolling upgrade through every release under traffic: nothing is called down, and nothing flaps", async (context) => {
  await using system = await cluster([v2_10, v2_10, v2_10]);
  await using app = await system.openClient(users.app);
  await createStream(app, "everywhere", { replicas: 3 });
  await createConsumer(app, "everywhere", "reader");
  for (const on of ["n1", "n2", "n3"]) await createStream(app, `on_${on}`, { on });
  await using traffic = startTraffic(system, users.app, ["everywhere", "on_n2"]);
  await using first = await system.openClient(users.sys);
  const assets = await takeInventory(first, ["APP"]);
  const online: Picture = Object.fromEntries(assets.map(({ name }) => [name, "online"]));
  await using watch = await watchLab(system);
  await watch.awaitPicture(online);

  for (const version of rollout) {
    for (const { name } of system.servers) {
      await system.server(name).restart({ version });
      await system.ready();
      await watch.awaitServers();
      await watch.awaitPicture(online);
    }
    const before = traffic.published();
    await until(() => traffic.published() > before, { what: `traffic on ${version}` });
  }
  for (const [name] of watch.assets()) {
    const states = watch.states(name);
    expect(new Set(states), `${name} was only ever well or settling`).toEqual(new Set(["online", "settling"]));
    // One settling a restart of its host, or of any host of three replicas, at most.
    const settlings = states.filter((state) => state === "settling").length;
    expect(settlings, `how often ${name} settled`).toBeLessThanOrEqual(3 * rollout.length);
  }
  await watch.awaitFindings([]);
  const note = "Compared at its end; while it went on, nothing was called down.";
  await recordAccuracy(context, "rolling upgrade from 2.10 to 2.15 under traffic", { system, watch, assets, note });
});
