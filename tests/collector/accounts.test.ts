import { expect, test } from "vitest";
import { labAccounts } from "../lab/accounts.ts";
import { createConsumer, createStream } from "../lab/assets.ts";
import { users } from "../lab/client.ts";
import type { AccountConfig } from "../lab/config.ts";
import { cluster, standalone } from "../lab/topologies.ts";
import { until } from "../lab/until.ts";
import { versions } from "../lab/versions.ts";
import { recordAccuracy } from "./accuracy.ts";
import { legacy, withLegacy } from "./fleet.ts";
import type { Picture } from "./picture.ts";
import { takeInventory } from "./truth.ts";
import { targetOf, watchLab } from "./watch-lab.ts";

const { v2_12, v2_15 } = versions;

test("an account without access shows what its servers tell, and no more", async (context) => {
  await using system = await standalone(v2_15, { settings: withLegacy });
  await using old = await system.openClient(legacy);
  for (const feature of ["plain", "fastBatch"] as const) {
    await createStream(old, feature, { feature });
    await createConsumer(old, feature, "reader");
  }
  await using sys = await system.openClient(users.sys);
  const assets = await takeInventory(sys, ["LEGACY"]);
  await using watch = await watchLab(system);
  const noAccess = "unobserved, inferred not-observed";
  await until(() => watch.assets().size === 4, { what: "all assets of LEGACY" });
  await system.server("n1").restart({ version: v2_12 });
  await watch.awaitServers();
  // Alone, a server lists offline streams as if they ran: which ones do is for its JetStream API to say.
  const blind: Picture = Object.fromEntries(assets.map(({ name }) => [name, noAccess]));
  await watch.awaitPicture(blind);
  expect(watch.store.current().board.head).toMatchObject({
    status: "warning",
    coverage: { accounts: { total: 3, observed: 2 }, unobserved: [{ account: "LEGACY" }] },
  });
  expect(watch.findings()).toContain("JS_VIEW_PARTIAL");
  const note =
    "Nothing is called well or down where nobody can know: a standalone server's JSZ lists its offline streams as running.";
  const lists = [{ account: "LEGACY", user: legacy, domain: null }];
  await recordAccuracy(context, "an account without access", { system, watch, assets, lists, note });
});

const permissions = (allow: string[]): AccountConfig => ({
  jetstream: "enabled",
  users: [{ user: users.app.user, password: users.app.pass, permissions: { publish: allow, subscribe: ["_INBOX.>"] } }],
});

test("an account that is added and a permission that is taken away, by a reload, while Plimsoll watches", async (context) => {
  const before = { SYS: labAccounts.SYS, APP: labAccounts.APP };
  await using system = await cluster([v2_15, v2_15, v2_15], { settings: () => ({ accounts: before }) });
  await using app = await system.openClient(users.app);
  await createStream(app, "orders", { replicas: 3 });
  await createStream(app, "batches", { on: "n3", feature: "fastBatch" });
  await using sys = await system.openClient(users.sys, "n1");
  await using watch = await watchLab(system);
  await watch.awaitPicture({ "APP/orders": "online", "APP/batches": "online" });

  for (const server of system.servers) await server.reload({ accounts: { ...before, BILLING: labAccounts.BILLING } });
  await using billing = await system.openClient(users.billing, "n1");
  await until(() => createStream(billing, "invoices", { replicas: 3 }), { what: "a stream of the new account" });
  await system.server("n3").restart({ version: v2_12 });
  await watch.awaitServers();
  const words = 'unsupported - config error: unknown field "allow_batched"';
  const picture: Picture = {
    "APP/batches": `offline, reported config-field: ${words} | n3 offline`,
    "APP/orders": "online",
    "BILLING/invoices": "online",
  };
  await watch.awaitPicture(picture);
  const assets = await takeInventory(sys, ["APP", "BILLING"]);
  await recordAccuracy(context, "an account added while running", { system, watch, assets });

  const revoked = { ...before, BILLING: labAccounts.BILLING, APP: permissions(["orders.>"]) };
  for (const server of system.servers) await server.reload({ accounts: revoked });
  await until(() => watch.findings().includes("JS_VIEW_PARTIAL"), { what: "the view to be called partial" });
  const seen = watch.assets();
  expect(seen.get("APP/orders")?.state, "JSZ still shows its leader").toBe("online");
  expect(seen.get("APP/batches")?.state, "nobody may ask for it any more").not.toBe("online");
  const note = "Without the JetStream API the servers' reason is not heard any more.";
  await recordAccuracy(context, "a permission revoked while running", { system, watch, assets, note, lists: [] });
});

test("of two contexts one is dead: the other does not notice", async (context) => {
  await using system = await standalone(v2_15);
  await using app = await system.openClient(users.app);
  await createStream(app, "orders");
  await using sys = await system.openClient(users.sys);
  const assets = await takeInventory(sys, ["APP"]);
  const nowhere = { ...targetOf(system, users.sys), urls: ["ws://127.0.0.1:9"] };
  await using dead = await watchLab(system, { name: "dead", target: nowhere, accounts: [] });
  await using watch = await watchLab(system);
  await watch.awaitPicture({ "APP/orders": "online" });
  await until(() => dead.store.current().board.head.connection.problem, { what: "the dead context to say why" });
  expect(dead.store.current().board.head).toMatchObject({ status: "unknown", coverage: { servers: { answered: 0 } } });
  expect(dead.assets().size).toBe(0);
  await recordAccuracy(context, "one of two contexts dead", { system, watch, assets });
});
