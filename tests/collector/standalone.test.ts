import { expect, type TestContext, test } from "vitest";
import type { FindingCode } from "#lib/model/finding.ts";
import { createConsumer, createStream, publish } from "../lab/assets.ts";
import { users } from "../lab/client.ts";
import type { LabSystem } from "../lab/system.ts";
import { standalone } from "../lab/topologies.ts";
import { type Version, versions } from "../lab/versions.ts";
import { recordAccuracy } from "./accuracy.ts";
import type { Picture } from "./picture.ts";
import type { Scenario } from "./scenarios.ts";
import { type LabAsset, takeInventory } from "./truth.ts";
import { watchLab } from "./watch-lab.ts";

const DOWN: FindingCode[] = ["JS_ASSET_UNAVAILABLE", "JS_STREAM_OFFLINE"];
const UNPROTECTED: FindingCode[] = ["JS_ASSET_UNAVAILABLE", "JS_ASSET_UNPROTECTED"];
const { v2_10, v2_11, v2_11Unsafe, v2_12, v2_15 } = versions;

async function createAssets(system: LabSystem): Promise<void> {
  await using app = await system.openClient(users.app);
  for (const feature of ["plain", "messageTtl", "atomicBatch", "schedules", "fastBatch"] as const) {
    await createStream(app, feature, { feature });
    await createConsumer(app, feature, "reader");
    await publish(app, feature, 1);
  }
  await createStream(app, "sourced");
  await createConsumer(app, "sourced", "copier", { feature: "sourcing" });
  await createConsumer(app, "sourced", "healthy");
  await createStream(app, "paused");
  await createConsumer(app, "paused", "waiting", { feature: "paused" });
  await createStream(app, "flow");
  await createConsumer(app, "flow", "fast", { feature: "flowControlAck" });
  await createConsumer(app, "flow", "healthy");
}

const online: Picture = Object.fromEntries(
  [
    ...["plain", "messageTtl", "atomicBatch", "schedules", "fastBatch"].flatMap((name) => [name, `${name}/reader`]),
    ...[
      "sourced",
      "sourced/copier",
      "sourced/healthy",
      "paused",
      "paused/waiting",
      "flow",
      "flow/fast",
      "flow/healthy",
    ],
  ].map((name) => [`APP/${name}`, "online"]),
);

/** What is said of an offline stream and its reader. */
function offline(stream: string, field: string): Picture {
  const words = `unsupported - config error: unknown field "${field}"`;
  return {
    [`APP/${stream}`]: `offline, reported config-field: ${words} | n1 offline`,
    [`APP/${stream}/reader`]: `offline, reported stream-offline: ${words} | n1 offline (reported config-field: ${words})`,
  };
}

const stopped = 'stopped - unsupported consumer "copier"';

/** Stopped by one consumer, which older servers do not know. */
const sourcedStopped: Picture = {
  "APP/sourced": `offline, reported unsupported-consumer: ${stopped} | n1 offline`,
  "APP/sourced/copier": 'offline, reported decode-error: decoding error: json: unknown field "sourcing" | n1 offline',
  "APP/sourced/healthy": `offline, reported stream-offline: ${stopped} | n1 offline (reported unsupported-consumer: ${stopped})`,
};

/** A server before 2.14 passes over a consumer of this policy and says that there is none; Plimsoll has seen it. */
const flowPassedOver: Picture = { "APP/flow/fast": "unavailable, inferred decode-error | n1 missing" };

const on2_12 = { ...offline("fastBatch", "allow_batched"), ...sourcedStopped, ...flowPassedOver };

const on2_11 = { ...on2_12, ...offline("atomicBatch", "allow_atomic"), ...offline("schedules", "allow_msg_schedules") };

const steps: { version: Version; scenario: Scenario; differs: Picture; findings: FindingCode[] }[] = [
  { version: v2_15, scenario: "standalone 2.15", differs: {}, findings: [] },
  { version: v2_12, scenario: "standalone rolled back to 2.12", differs: on2_12, findings: DOWN },
  { version: v2_11, scenario: "standalone rolled back to 2.11", differs: on2_11, findings: DOWN },
  {
    version: v2_11Unsafe,
    scenario: "standalone rolled back to 2.11.8, which has no offline mode",
    differs: flowPassedOver,
    findings: UNPROTECTED,
  },
  {
    version: v2_10,
    scenario: "standalone rolled back to 2.10, which has no offline mode",
    differs: flowPassedOver,
    findings: UNPROTECTED,
  },
  { version: v2_15, scenario: "standalone upgraded again", differs: {}, findings: [] },
];

test("a standalone server rolled back step by step, and upgraded again", async (context) => {
  await using system = await standalone(v2_15);
  await createAssets(system);
  await using first = await system.openClient(users.sys);
  const assets = await takeInventory(first, ["APP"]);
  expect(assets.map(({ name }) => name).sort()).toEqual(Object.keys(online).sort());
  await using watch = await watchLab(system);
  for (const { version, scenario, differs, findings } of steps) {
    await system.server("n1").restart({ version });
    await watch.awaitServers();
    await watch.awaitPicture({ ...online, ...differs });
    await watch.awaitFindings(findings);
    await recordAccuracy(context, scenario, { system, watch, assets });
    if (version === v2_11) await startLater(context, system, assets);
  }
});

/** Who did not see it run cannot know of a consumer that its server denies. */
async function startLater(context: TestContext, system: LabSystem, assets: LabAsset[]): Promise<void> {
  await using watch = await watchLab(system);
  const denied = ["flow/fast", "sourced/healthy", "atomicBatch/reader", "fastBatch/reader", "schedules/reader"];
  const missed = assets.map(({ name }) => name).filter((name) => denied.some((end) => name === `APP/${end}`));
  const all = Object.entries({ ...online, ...on2_11 });
  await watch.awaitPicture(Object.fromEntries(all.filter(([name]) => !missed.includes(name))));
  const note = `The server denies that the ${missed.length} consumers exist: no list has them, and Plimsoll had not seen them before.`;
  await recordAccuracy(context, "standalone rolled back before Plimsoll started", {
    system,
    watch,
    assets,
    missed,
    note,
  });
}
