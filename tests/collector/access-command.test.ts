import { expect, test } from "vitest";
import type { Board } from "#lib/model/board.ts";
import { labAccounts } from "../lab/accounts.ts";
import { createConsumer, createStream } from "../lab/assets.ts";
import { users } from "../lab/client.ts";
import { cluster, standalone } from "../lab/topologies.ts";
import { until } from "../lab/until.ts";
import { versions } from "../lab/versions.ts";
import { apply, contextOf, labUser, printAccess, refused, userOf, yamlOf } from "./granted.ts";
import { type LabWatch, watchLab } from "./watch-lab.ts";

const { v2_10, v2_12, v2_15 } = versions;

const boardOf = (watch: LabWatch): Board => watch.store.current().board;

async function untilObserved(watch: LabWatch, total: number): Promise<void> {
  const isObserved = () => {
    const { accounts } = boardOf(watch).head.coverage;
    return accounts.total === total && accounts.observed === total;
  };
  await until(isObserved, { what: `${total} accounts observed` }).catch((error) => {
    throw new Error(`${error}\n${JSON.stringify(boardOf(watch).head, null, 1)}`, { cause: error });
  });
}

const odd = "O'Neil & Sons.eu";
const forbidden = [
  "$JS.API.STREAM.DELETE.ORDERS",
  "$JS.API.STREAM.PURGE.ORDERS",
  "$JS.API.STREAM.CREATE.X",
  "$JS.API.STREAM.MSG.GET.ORDERS",
  "$JS.API.CONSUMER.MSG.NEXT.ORDERS.C",
  "ORDERS.message",
  "sub:ORDERS.>",
  "sub:>",
  "sub:_INBOX.>",
];

test("a user in each account, as printed, observes it and can do nothing else", async () => {
  const settings = () => ({ accounts: { ...labAccounts, [odd]: { ...labAccounts.BILLING, users: [] } } });
  await using system = await standalone(v2_10, { settings });
  await using app = await system.openClient(users.app);
  await createStream(app, "ORDERS");
  const print = await printAccess(system);
  expect(print.text).toContain("0 of 3 accounts are observed");
  await using watch = await watchLab(system, { ...contextOf(yamlOf(system, labUser)) });
  await until(() => boardOf(watch).head.coverage.unobserved.length === 3, { what: "three accounts not observed" });
  expect(boardOf(watch).head.coverage.unobserved[0]?.why).toContain("npm run access");
  await apply(system, print.part("either a user in each account"));
  const yaml = yamlOf(system, `${labUser}\n${print.part("context: with them")}`);
  await using granted = await watchLab(system, contextOf(yaml, print.env));
  await untilObserved(granted, 3);
  await using client = await system.openClient(userOf("plimsoll-APP"));
  expect(await refused(client, forbidden)).toEqual(forbidden);
});

test.each([v2_10, v2_15])("of two accounts blocks a server of %s keeps the last only", async (version) => {
  const raw = `accounts: { SYS: { users: [{ user: sys, password: sys }] }, NEW: { users: [{ user: new, password: new }] } }`;
  await using system = await standalone(version, { settings: () => ({ raw }), awaitReady: false });
  await using client = await system.openClient({ user: "new", pass: "new" });
  expect(client.isClosed()).toBe(false);
  await expect(system.openClient(users.app)).rejects.toThrow(/Authorization Violation/i);
});

test("exports imported into the system account, as printed, give a whole board to the printed user of one connection", async () => {
  await using system = await cluster([v2_15, v2_15, v2_15]);
  await using app = await system.openClient(users.app, "n1");
  await createStream(app, "ORDERS", { replicas: 3 });
  await createConsumer(app, "ORDERS", "c");
  await createStream(app, "BATCHES", { feature: "fastBatch", on: "n3" });
  await system.server("n3").restart({ version: v2_12 });
  await system.ready();
  const print = await printAccess(system);
  await apply(system, print.part("imported into the system account"));
  const lines = [print.part("context: with it"), print.part("accountPrefix")].join("\n");
  await using watch = await watchLab(system, contextOf(yamlOf(system, lines), print.env));
  await untilObserved(watch, 2);
  await until(() => watch.assets().get("APP/BATCHES")?.replicas.length === 1, {
    what: "the offline stream's placement",
  });
  expect(watch.assets().get("APP/BATCHES")).toMatchObject({
    state: "offline",
    reason: { kind: "config-field", inferred: false },
    replicas: [{ server: "n3", state: "offline" }],
  });
  expect(watch.assets().get("APP/ORDERS/c")).toMatchObject({ state: "online" });
  const servers = () => Object.values(boardOf(watch).servers).toSorted((a, b) => a.name.localeCompare(b.name));
  await until(() => servers().every(({ health }) => health.state === "ok"), { what: "the health of all servers" });
  expect(servers().map(({ apiLevel }) => apiLevel)).toEqual([5, 5, 3]);
  expect(boardOf(watch).head.connection.problem).toBeNull();

  await using client = await system.openClient(userOf("plimsoll"));
  const id = servers()[0]?.id ?? "";
  const beyond = [
    `$SYS.REQ.SERVER.${id}.RELOAD`,
    `$SYS.REQ.SERVER.${id}.KICK`,
    `$SYS.REQ.SERVER.${id}.CONNZ`,
    "$SYS.REQ.ACCOUNT.PING.CONNZ",
    "$JS.API.STREAM.NAMES",
    "$JS.API.SERVER.REMOVE",
    "mon.APP.STREAM.DELETE.ORDERS",
    "sub:$SYS.>",
    "sub:_INBOX.>",
  ];
  expect(await refused(client, beyond)).toEqual(beyond);
});

test("imports into a monitoring account, as printed, are asked on a connection of its own", async () => {
  await using system = await standalone(v2_12);
  const print = await printAccess(system, ["--into", "MON"]);
  await apply(
    system,
    print.part("the system account that can do no more"),
    print.part("imported into the account MON"),
  );
  // The imports of an account that a reload brings take effect with the next (2.10 to 2.15): the print says so.
  expect(print.text).toContain("reload twice");
  await apply(system);
  const lines = [print.part("context: with it"), print.part("accountPrefix")].join("\n");
  await using watch = await watchLab(system, contextOf(yamlOf(system, lines), print.env));
  await untilObserved(watch, 2);
  await using client = await system.openClient(userOf("plimsoll-imports"));
  const all = ["mon.APP.STREAM.DELETE.X", "mon.APP.STREAM.PURGE.X", ...forbidden];
  expect(await refused(client, all)).toEqual(all);
});

test("the printed system user may use the system header where that is switched on, and only to read", async () => {
  await using system = await standalone(v2_15);
  const print = await printAccess(system, [], { PLIMSOLL_ACCOUNT_LOOKUP: "system-header" });
  expect(print.text).toContain("2 of 2 accounts are observed");
  await apply(system, print.part("the system account that can do no more"));
  const lines = `${print.part("context: with it")}\naccountLookup: system-header`;
  await using watch = await watchLab(system, contextOf(yamlOf(system, lines), print.env));
  await untilObserved(watch, 2);
  await using client = await system.openClient(userOf("plimsoll"));
  expect(await refused(client, forbidden)).toEqual(forbidden);
});
