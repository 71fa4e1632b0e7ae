import { createConsumer, createStream, publish } from "../lab/assets.ts";
import { users } from "../lab/client.ts";
import { askApi } from "../lab/jetstream-api.ts";
import type { LabSystem } from "../lab/system.ts";
import { cluster } from "../lab/topologies.ts";
import { until } from "../lab/until.ts";
import { versions } from "../lab/versions.ts";
import type { Picture } from "./picture.ts";
import { type LabAsset, takeInventory } from "./truth.ts";

/** Three servers on 2.15 with a stream on each alone, `on_n1` …, and one on all; n1 leads the meta group. */
export async function startTrio(): Promise<{ system: LabSystem; assets: LabAsset[]; online: Picture }> {
  const { v2_15 } = versions;
  const system = await cluster([v2_15, v2_15, v2_15]);
  await createAssets(system);
  await leadMeta(system, "n1");
  await using sys = await system.openClient(users.sys);
  const assets = await takeInventory(sys, ["APP"]);
  return { system, assets, online: Object.fromEntries(assets.map(({ name }) => [name, "online"])) };
}

async function createAssets(system: LabSystem): Promise<void> {
  await using app = await system.openClient(users.app);
  for (const on of ["n1", "n2", "n3"]) {
    await createStream(app, `on_${on}`, { on });
    await createConsumer(app, `on_${on}`, "reader");
    await publish(app, `on_${on}`, 1);
  }
  await createStream(app, "everywhere", { replicas: 3 });
  await createConsumer(app, "everywhere", "reader");
}

/** Makes n1 lead the meta group, so that each scenario kills whom it means. */
async function leadMeta(system: LabSystem, leader: string): Promise<void> {
  await using sys = await system.openClient(users.sys, leader);
  const stepDown = () => askApi(sys, "META.LEADER.STEPDOWN", { placement: { preferred: leader } });
  await until(async () => JSON.stringify((await stepDown()).error ?? "").includes("already leader"), {
    what: `${leader} to lead the meta group`,
  });
  await system.ready();
}

/**
 * The picture while one server is gone for a cause, with what the server says of it: what it alone hosts is down, the
 * rest does without it.
 */
export function without(gone: string, replica: string, kind: string, words?: string): Picture {
  const said = words === undefined ? "" : `: ${words}`;
  const cause = `${kind}${said}`;
  return {
    "APP/everywhere": `degraded, inferred ${cause} | ${gone} ${replica}`,
    "APP/everywhere/reader": `degraded, inferred ${cause} | ${gone} ${replica}`,
    [`APP/on_${gone}`]: `unavailable, inferred ${cause} | ${gone} ${replica}`,
    [`APP/on_${gone}/reader`]: `unavailable, inferred stream-offline${said} | ${gone} ${replica} (inferred ${cause})`,
  };
}
