import { expect, test } from "vitest";
import { users } from "../lab/client.ts";
import { cluster } from "../lab/topologies.ts";
import { versions } from "../lab/versions.ts";
import { recordAccuracy } from "./accuracy.ts";
import { createFleet, withLegacy } from "./fleet.ts";
import type { Picture } from "./picture.ts";
import { takeInventory } from "./truth.ts";
import { watchLab } from "./watch-lab.ts";

const { v2_12, v2_15 } = versions;

const batched = 'reported config-field: unsupported - config error: unknown field "allow_batched"';
const sourcing = 'reported config-field: unsupported - config error: unknown field "sourcing"';
const copier = 'reported unsupported-consumer: stopped - unsupported consumer "copier"';
const ofStream = (words: string) => words.replace(/reported [a-z-]+/, "reported stream-offline");

/** The members of a stream that has no majority: n1 has its replica, but nobody to agree with. */
const alone = (cause: string) => `n1 unknown (inferred no-quorum) | n2 offline (${cause}) | n3 offline (${cause})`;
const quorumLost = (cause: string) =>
  `unavailable, inferred no-quorum | n1 unknown | n2 offline (${cause}) | n3 offline (${cause})`;
const orphaned = (cause: string) => `unavailable, inferred stream-offline | ${alone(cause)}`;

/** Everything on 2.15: nothing is listed but what runs. */
const allOnline = (names: string[]): Picture => Object.fromEntries(names.map((name) => [name, "online"]));

/** R1 assets on n3, when it cannot run them. */
const downOnN3: Picture = {
  "APP/batch_n3": `offline, ${batched} | n3 offline`,
  "APP/batch_n3/reader": `offline, ${ofStream(batched)} | n3 offline (${batched})`,
  "APP/sourced_n3": `offline, ${copier} | n3 offline`,
  "APP/sourced_n3/copier": `offline, ${sourcing} | n3 offline`,
  "APP/sourced_n3/healthy": `offline, ${ofStream(copier)} | n3 offline (${copier})`,
  "BILLING/payments_n3": `offline, ${batched} | n3 offline`,
  "LEGACY/exports_n3": "unavailable, inferred config-field | n3 offline",
};

/** R3 assets that run without n3; the refusals of members are not heard beside the leader's answer, so inferred. */
const degradedOnN3: Picture = {
  "APP/batch_r3": "degraded, inferred config-field | n3 offline",
  "APP/batch_r3/reader": "degraded, inferred config-field | n3 offline",
  "APP/single_r3": "degraded, inferred unsupported-consumer | n3 offline",
  "APP/single_r3/copier": `offline, ${sourcing} | n3 offline`,
  "APP/single_r3/healthy": "degraded, inferred unsupported-consumer | n3 offline",
  "APP/sourced_r3": "degraded, inferred unsupported-consumer | n3 offline",
  "APP/sourced_r3/copier": "degraded, inferred config-field | n3 offline",
  "APP/sourced_r3/healthy": "degraded, inferred unsupported-consumer | n3 offline",
};

const withoutMajority: Picture = {
  "APP/batch_r3": quorumLost("inferred config-field"),
  "APP/batch_r3/reader": orphaned("inferred config-field"),
  "APP/single_r3": quorumLost("inferred unsupported-consumer"),
  "APP/single_r3/copier": "unavailable, inferred config-field | n3 offline",
  "APP/single_r3/healthy": orphaned("inferred unsupported-consumer"),
  "APP/sourced_r3": quorumLost("inferred unsupported-consumer"),
  "APP/sourced_r3/copier": orphaned("inferred config-field"),
  "APP/sourced_r3/healthy": orphaned("inferred unsupported-consumer"),
};

const everywhere = (cause: string) => `n1 offline (${cause}) | n2 offline (${cause}) | n3 offline (${cause})`;

const downEverywhere: Picture = {
  "APP/batch_n1": `offline, ${batched} | n1 offline`,
  "APP/batch_n1/reader": `offline, ${ofStream(batched)} | n1 offline (${batched})`,
  "APP/batch_r3": `offline, ${batched} | n1 offline | n2 offline | n3 offline`,
  "APP/batch_r3/reader": `offline, ${ofStream(batched)} | ${everywhere(batched)}`,
  "APP/single_r3": `offline, ${copier} | n1 offline | n2 offline | n3 offline`,
  "APP/single_r3/copier": `offline, ${sourcing} | n3 offline`,
  "APP/single_r3/healthy": `offline, ${ofStream(copier)} | ${everywhere(copier)}`,
  "APP/sourced_r3": `offline, ${copier} | n1 offline | n2 offline | n3 offline`,
  "APP/sourced_r3/copier": `offline, ${sourcing} | n1 offline | n2 offline | n3 offline`,
  "APP/sourced_r3/healthy": `offline, ${ofStream(copier)} | ${everywhere(copier)}`,
};

test("a cluster rolled back one server after the other, and upgraded again", async (context) => {
  await using system = await cluster([v2_15, v2_15, v2_15], { settings: withLegacy });
  await createFleet(system);
  await using sys = await system.openClient(users.sys, "n2");
  const assets = await takeInventory(sys, ["APP", "BILLING", "LEGACY"]);
  const online = allOnline(assets.map(({ name }) => name));
  await using watch = await watchLab(system);
  const scene = { system, watch, assets };

  await watch.awaitPicture(online);
  await watch.awaitFindings(["JS_VIEW_PARTIAL"]);
  await recordAccuracy(context, "three servers on 2.15", scene);

  await system.server("n3").restart({ version: v2_12 });
  await watch.awaitPicture({ ...online, ...downOnN3, ...degradedOnN3 });
  const details = Object.values(watch.store.current().board.findings).flatMap(({ code, detail }) =>
    code === "JS_STREAM_OFFLINE" || code === "JS_REPLICA_UNSUPPORTED" ? detail : [],
  );
  expect(details.length).toBeGreaterThan(1);
  for (const detail of details) expect(detail).toContain(`n3 went from ${v2_15} to ${v2_12}.`);
  await recordAccuracy(context, "one of three rolled back to 2.12", scene);

  await system.server("n2").restart({ version: v2_12 });
  await watch.awaitPicture({ ...online, ...downOnN3, ...withoutMajority });
  await recordAccuracy(context, "two of three rolled back", scene);

  await system.server("n1").restart({ version: v2_12 });
  await watch.awaitPicture({ ...online, ...downOnN3, ...downEverywhere });
  await recordAccuracy(context, "all three rolled back", scene);

  for (const name of ["n1", "n2", "n3"]) await system.server(name).restart({ version: v2_15 });
  await watch.awaitPicture(online);
  await watch.awaitFindings(["JS_VIEW_PARTIAL"]);
  await recordAccuracy(context, "upgraded again", scene);
});
