import { setTimeout as sleep } from "node:timers/promises";
import { labAccounts } from "./accounts.ts";
import { createConsumer, createStream } from "./assets.ts";
import { type User, users } from "./client.ts";
import { askApi } from "./jetstream-api.ts";
import type { LabSystem } from "./system.ts";
import { cluster } from "./topologies.ts";
import { startTraffic } from "./traffic.ts";
import { until } from "./until.ts";
import { type Version, versions } from "./versions.ts";

const legacy: User = { user: "legacy", pass: "legacy" };
const accounts = {
  ...labAccounts,
  LEGACY: { jetstream: "enabled", users: [{ user: legacy.user, password: legacy.pass }] },
};

/** What is down while n3 is rolled back: its R1 streams that use something new, by account. */
const down = [
  { user: users.app, streams: ["ORDERS_EXPRESS", "TELEMETRY_BULK", "DELIVERIES"] },
  { user: users.billing, streams: ["PAYMENT_BATCHES"] },
];

/** One step of the incident; the next begins `lasts` ms after this one began, or when it is done. */
interface Act {
  what: string;
  lasts: number;
  run: (system: LabSystem) => Promise<void>;
}

const acts: Act[] = [
  { what: "all servers run 2.12", lasts: 20_000, run: async () => {} },
  { what: "n1 is upgraded", lasts: 25_000, run: (system) => restart(system, "n1", versions.v2_15) },
  { what: "n2 is upgraded", lasts: 25_000, run: (system) => restart(system, "n2", versions.v2_15) },
  { what: "n3 is upgraded", lasts: 25_000, run: (system) => restart(system, "n3", versions.v2_15) },
  { what: "new features come into use", lasts: 35_000, run: useNewFeatures },
  { what: "n3 is rolled back", lasts: 90_000, run: rollBack },
  { what: "n3 is restored", lasts: 60_000, run: restore },
];

/** A cluster on 2.12 with the streams of three accounts; no monitoring user has access to LEGACY. */
export async function startIncidentCluster(): Promise<LabSystem> {
  const { v2_12 } = versions;
  const system = await cluster([v2_12, v2_12, v2_12], { settings: () => ({ accounts }) });
  await createOldAssets(system);
  return system;
}

/**
 * The incident of the bundled recording, about five minutes: an upgrade one server at a time, new features, one server
 * rolled back, and its recovery. Throws where the servers do not do what the recording is to show.
 */
export async function runIncident(system: LabSystem, say: (line: string) => void): Promise<void> {
  await using _app = startTraffic(system, users.app, ["ORDERS", "SHIPMENTS", "TELEMETRY"]);
  await using _billing = startTraffic(system, users.billing, ["PAYMENTS"]);
  for (const { what, lasts, run } of acts) {
    say(what);
    await Promise.all([run(system), sleep(lasts)]);
  }
}

async function createOldAssets(system: LabSystem): Promise<void> {
  await using app = await system.openClient(users.app);
  for (const name of ["ORDERS", "SHIPMENTS", "AUDIT"]) await createStream(app, name, { replicas: 3 });
  await createStream(app, "TELEMETRY", { on: "n2" });
  await createStream(app, "ORDERS_ARCHIVE", { on: "n1" });
  await createStream(app, "DELIVERIES", { on: "n3" });
  await createStream(app, "RETURNS", { on: "n3" });
  for (const name of ["fulfilment", "invoicing"]) await createConsumer(app, "ORDERS", name);
  await createConsumer(app, "SHIPMENTS", "tracking");
  await createConsumer(app, "DELIVERIES", "dispatch");
  await createConsumer(app, "RETURNS", "refunds");

  await using billing = await system.openClient(users.billing);
  for (const name of ["PAYMENTS", "INVOICES"]) await createStream(billing, name, { replicas: 3 });
  await createStream(billing, "LEDGER", { on: "n1" });
  await createConsumer(billing, "PAYMENTS", "settlement");
  await createConsumer(billing, "INVOICES", "mailer");

  await using old = await system.openClient(legacy);
  await createStream(old, "IMPORTS", { replicas: 3 });
  await createStream(old, "EXPORTS", { on: "n2" });
}

async function useNewFeatures(system: LabSystem): Promise<void> {
  await using app = await system.openClient(users.app);
  await createStream(app, "ORDERS_EXPRESS", { feature: "fastBatch", on: "n3" });
  await createConsumer(app, "ORDERS_EXPRESS", "courier");
  await createStream(app, "TELEMETRY_BULK", { feature: "fastBatch", on: "n3" });
  await createStream(app, "SHIPMENT_EVENTS", { feature: "fastBatch", replicas: 3 });
  await createConsumer(app, "SHIPMENT_EVENTS", "notifier");
  // Not `ack_policy: flow_control`: a 2.12 server cannot read it in the meta log, and would stop following at all.
  await createConsumer(app, "DELIVERIES", "replicator", { feature: "sourcing" });
  await createConsumer(app, "AUDIT", "exporter", { feature: "sourcing", config: { deliver_subject: "deliver.audit" } });

  await using billing = await system.openClient(users.billing);
  await createStream(billing, "PAYMENT_BATCHES", { feature: "fastBatch", on: "n3" });
  await createStream(billing, "PAYMENT_REMINDERS", { feature: "schedules", on: "n3" });
}

async function restart(system: LabSystem, name: string, version: Version): Promise<void> {
  await system.server(name).restart({ version });
  await system.ready();
}

async function rollBack(system: LabSystem): Promise<void> {
  await restart(system, "n3", versions.v2_12);
  await awaitStreams(system, { areOffline: true });
}

async function restore(system: LabSystem): Promise<void> {
  await restart(system, "n3", versions.v2_15);
  await awaitStreams(system, { areOffline: false });
}

async function awaitStreams(system: LabSystem, { areOffline }: { areOffline: boolean }): Promise<void> {
  for (const { user, streams } of down) {
    await using client = await system.openClient(user);
    for (const stream of streams) {
      await until(
        async () => {
          const { error } = await askApi(client, `STREAM.INFO.${stream}`);
          const isOffline = JSON.stringify(error ?? "").includes("is offline: ");
          return areOffline ? isOffline : error === undefined;
        },
        { what: `${stream} to be ${areOffline ? "offline with a reason" : "back"}`, deadline: 45_000 },
      );
    }
  }
}
