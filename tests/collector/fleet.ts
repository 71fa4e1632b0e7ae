import type { NatsConnection } from "nats.ws";
import { labAccounts } from "../lab/accounts.ts";
import { createConsumer, createStream, publish } from "../lab/assets.ts";
import { type User, users } from "../lab/client.ts";
import type { Settings } from "../lab/config.ts";
import { requestApi } from "../lab/jetstream-api.ts";
import type { LabSystem } from "../lab/system.ts";
import { until } from "../lab/until.ts";

export const legacy: User = { user: "legacy", pass: "legacy" };

/** The lab's accounts, and LEGACY, which Plimsoll is given no access to. */
export const withLegacy = (): Partial<Settings> => ({
  accounts: { ...labAccounts, LEGACY: { jetstream: "enabled", users: [{ user: legacy.user, password: legacy.pass }] } },
});

/** Streams and consumers of every kind that a rolled-back n3 treats differently; made on 2.15. */
export async function createFleet(system: LabSystem): Promise<void> {
  await using app = await system.openClient(users.app);
  for (const on of ["n1", "n3"]) {
    await createStream(app, `plain_${on}`, { on });
    await createConsumer(app, `plain_${on}`, "reader");
    await createStream(app, `batch_${on}`, { on, feature: "fastBatch" });
    await createConsumer(app, `batch_${on}`, "reader");
  }
  await createStream(app, "ttl_n3", { on: "n3", feature: "messageTtl" });
  await createStream(app, "plain_r3", { replicas: 3 });
  await createConsumer(app, "plain_r3", "reader");
  await createStream(app, "batch_r3", { replicas: 3, feature: "fastBatch" });
  await createConsumer(app, "batch_r3", "reader");
  await createStream(app, "sourced_n3", { on: "n3" });
  await createConsumer(app, "sourced_n3", "healthy");
  await createConsumer(app, "sourced_n3", "copier", { feature: "sourcing" });
  await createStream(app, "sourced_r3", { replicas: 3 });
  await createConsumer(app, "sourced_r3", "healthy");
  await createConsumer(app, "sourced_r3", "copier", { feature: "sourcing", config: { deliver_subject: "deliver.r3" } });
  await createStream(app, "single_r3", { replicas: 3 });
  await createConsumer(app, "single_r3", "healthy");
  await createConsumerOn(app, "n3", "single_r3", "copier");
  for (const stream of ["plain_n3", "plain_r3", "batch_n3"]) await publish(app, stream, 2);

  await using billing = await system.openClient(users.billing);
  await createStream(billing, "invoices", { replicas: 3 });
  await createStream(billing, "payments_n3", { on: "n3", feature: "fastBatch" });

  await using old = await system.openClient(legacy);
  await createStream(old, "imports", { replicas: 3 });
  await createStream(old, "exports_n3", { on: "n3", feature: "fastBatch" });
}

/** A consumer with one replica lands on any host of its stream: it is made anew until it lands on this one. */
async function createConsumerOn(client: NatsConnection, host: string, stream: string, name: string): Promise<void> {
  const config = { deliver_subject: `deliver.${stream}` };
  await until(
    async () => {
      await createConsumer(client, stream, name, { feature: "sourcing", replicas: 1, config });
      const info = await requestApi(client, `CONSUMER.INFO.${stream}.${name}`);
      if ((info.cluster as { leader?: string }).leader === host) return true;
      await requestApi(client, `CONSUMER.DELETE.${stream}.${name}`);
      return false;
    },
    { what: `${stream} > ${name} to land on ${host}` },
  );
}
