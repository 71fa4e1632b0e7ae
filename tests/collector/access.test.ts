import { expect, test } from "vitest";
import { surveyAccess } from "#lib/collector/survey.ts";
import type { Board } from "#lib/model/board.ts";
import type { ContextConfig } from "#lib/model/context.ts";
import { connectWire } from "#lib/nats/connect.ts";
import { labAccounts } from "../lab/accounts.ts";
import { createStream } from "../lab/assets.ts";
import { users } from "../lab/client.ts";
import type { AccountConfig, Settings } from "../lab/config.ts";
import type { LabSystem } from "../lab/system.ts";
import { cluster, hubWithLeaf, standalone } from "../lab/topologies.ts";
import { until } from "../lab/until.ts";
import { versions } from "../lab/versions.ts";
import { type LabWatch, targetOf, userAccess, watchLab } from "./watch-lab.ts";

const { v2_11, v2_12, v2_15 } = versions;

const ALL = ["INFO", "STREAM.NAMES", "STREAM.LIST", "STREAM.INFO.*", "CONSUMER.NAMES.*", "CONSUMER.INFO.*.*"];

/** Accounts of which some are imported into the system account: `[account, from, to]`, the prefixes without the end. */
function importing(accounts: Record<string, AccountConfig>, imports: string[][]): Record<string, AccountConfig> {
  const all: Record<string, AccountConfig> = { ...accounts };
  for (const [account = "", from, to] of imports) {
    const exported = ALL.map((name) => ({ service: `${from}.${name}`, accounts: ["SYS"] }));
    const imported = ALL.map((name) => ({ service: { account, subject: `${from}.${name}` }, to: `${to}.${name}` }));
    all[account] = { ...all[account], exports: [...listOf(all[account]?.exports), ...exported] };
    all.SYS = { ...all.SYS, imports: [...listOf(all.SYS?.imports), ...imported] };
  }
  return all;
}

type Block = Record<string, string>;
const listOf = (value: unknown): Block[] => (Array.isArray(value) ? value : []);

function configOf(system: LabSystem, change: Partial<ContextConfig>): ContextConfig {
  const base = { accounts: [], accountPrefix: null, accountLookup: "none", pollInterval: 1_000 } as const;
  return { name: "lab", target: targetOf(system, users.sys), ...base, accounts: [], ...change };
}

/** How each account is observed, or why it is not: "leaf:APP import mon.leaf.APP". */
async function waysOf(system: LabSystem, change: Partial<ContextConfig>): Promise<Record<string, string>> {
  const { accounts } = await surveyAccess(configOf(system, change), (target, name) => connectWire(target, { name }));
  const lines = accounts.map(({ domain, account, access, prefix, why }) => [
    domain === null ? account : `${domain}:${account}`,
    why ?? `${access} ${prefix}`,
  ]);
  return Object.fromEntries(lines);
}

const coverageOf = (watch: LabWatch): Board["head"]["coverage"] => watch.store.current().board.head.coverage;

async function untilCovered(watch: LabWatch, observed: number, total: number): Promise<void> {
  await until(() => coverageOf(watch).accounts.observed === observed && coverageOf(watch).accounts.total === total, {
    what: `${observed} of ${total} accounts observed`,
  }).catch((error) => {
    throw new Error(`${error}\n${JSON.stringify(coverageOf(watch), null, 1)}`, { cause: error });
  });
}

const plain = { jetstream: "enabled", users: [] };

test("all ways stand side by side in one context; what has none, or a wrong password, says so", async () => {
  const accounts = importing({ ...labAccounts, OWN: plain, EVERY: plain, NONE: plain }, [
    ["BILLING", "$JS.API", "bills"],
    ["EVERY", "$JS.API", "mon.EVERY"],
  ]);
  await using system = await standalone(v2_11, { settings: () => ({ accounts }) });
  const mixed = {
    accounts: [
      userAccess(system, "APP", users.app),
      { kind: "import", account: "BILLING", apiPrefix: "bills" },
      userAccess(system, "OWN", { user: "own", pass: "wrong" }),
    ],
    accountPrefix: "mon.{account}",
  } satisfies Partial<ContextConfig>;
  expect(await waysOf(system, mixed)).toEqual({
    APP: "user $JS.API",
    BILLING: "import bills",
    EVERY: "import mon.EVERY",
    NONE: expect.stringMatching(/^nobody listens on mon\.NONE\.STREAM\.NAMES: .*nothing is imported/),
    OWN: expect.stringMatching(/refuses the credentials.*Check user.*; nobody listens on mon\.OWN/),
  });
  expect(await waysOf(system, { ...mixed, accountLookup: "system-header" })).toMatchObject({
    APP: "user $JS.API",
    NONE: "system-header $JS.API",
    OWN: "system-header $JS.API",
  });
  expect(await waysOf(system, {})).toMatchObject({ APP: expect.stringContaining("npm run access") });
});

test.each([
  ["a cluster", () => cluster([v2_15, v2_12, v2_15])],
  ["a standalone server", () => standalone(v2_15)],
])(
  "a user of another account than the one it is named for is told, in %s; equal names alone mean nothing",
  async (_where, start) => {
    await using system = await start();
    await using app = await system.openClient(users.app);
    await using billing = await system.openClient(users.billing);
    for (const client of [app, billing]) await createStream(client, "ORDERS");
    await createStream(billing, "INVOICES");
    await createStream(app, "EVENTS");
    await using sound = await watchLab(system);
    await untilCovered(sound, 2, 2);
    await using watch = await watchLab(system, {
      accounts: [userAccess(system, "APP", users.app), userAccess(system, "GHOST", users.billing)],
    });
    const isTold = () => coverageOf(watch).unobserved.some(({ why }) => why.startsWith("its user is one of BILLING"));
    await until(isTold, { what: "whose streams GHOST shows" });
    const polls = watch.polls();
    // Details and answers come anew meanwhile.
    await until(() => watch.polls() > polls + 12, { what: "twelve polls" });
    expect(
      coverageOf(watch).unobserved.map(({ account, why }) => [account, /BILLING|npm run access/.exec(why)?.[0]]),
    ).toEqual([
      ["BILLING", "npm run access"],
      ["GHOST", "BILLING"],
    ]);
    expect(coverageOf(sound).unobserved).toEqual([]);
  },
);

test("permission taken away while running: another way takes over, and without one the account is not observed", async () => {
  const accounts = importing(labAccounts, [["APP", "$JS.API", "mon.APP"]]);
  await using system = await standalone(v2_15, { settings: () => ({ accounts }) });
  await using app = await system.openClient(users.app);
  await createStream(app, "ORDERS");
  await using watch = await watchLab(system, { accountPrefix: "mon.{account}" });
  await untilCovered(watch, 2, 2);
  const permissions = { publish: { deny: ["$JS.API.STREAM.NAMES"] } };
  const denied = (account: AccountConfig) => ({
    ...account,
    users: listOf(account.users).map((user) => ({ ...user, permissions })),
  });
  const { APP = {}, BILLING = {} } = accounts as Record<string, AccountConfig>;
  const server = system.server("n1");
  await server.reload(
    (now) => ({ ...now, accounts: { ...accounts, APP: denied(APP), BILLING: denied(BILLING) } }) as Settings,
  );
  await untilCovered(watch, 1, 2);
  expect(coverageOf(watch).unobserved).toEqual([
    {
      account: "BILLING",
      domain: null,
      why: expect.stringContaining("may not publish to $JS.API.STREAM.NAMES: allow it"),
    },
  ]);
  expect(Object.values(watch.store.current().board.findings).map(({ code }) => code)).toContain("JS_VIEW_PARTIAL");
  await server.reload({ accounts });
  await untilCovered(watch, 2, 2);
});

test("accounts that come later are observed, and those that go are forgotten", async () => {
  await using system = await standalone(v2_12);
  await using watch = await watchLab(system, { accountLookup: "system-header" });
  await untilCovered(watch, 2, 2);
  await system.server("n1").reload({ accounts: { ...labAccounts, LATER: plain } });
  await untilCovered(watch, 3, 3);
  // Until it restarts a server goes on listing an account that a reload took away.
  await system.server("n1").restart({ change: { accounts: labAccounts } });
  await untilCovered(watch, 2, 2);
});

test("an import counts for the domain that it leads to; {domain} in the prefix reaches each; the header only from 2.15", async () => {
  const accounts = importing(labAccounts, [
    ["APP", "$JS.API", "mon.APP"],
    ["APP", "$JS.hub.API", "each.hub.APP"],
    ["APP", "$JS.leaf.API", "each.leaf.APP"],
  ]);
  const local = { jetstream: "enabled", users: [{ user: "local", password: "local" }] };
  const settings = (name: string): Partial<Settings> => ({
    accounts: name === "n1" ? accounts : { ...labAccounts, LOCAL: local },
  });
  await using system = await hubWithLeaf({ hub: [v2_15], leaf: v2_12, settings });
  const at = (name: string) => ({
    target: { ...targetOf(system, users.sys), urls: [system.server(name).websocketUrl] },
  });
  expect(await waysOf(system, { ...at("n1"), accountPrefix: "each.{domain}.{account}" })).toMatchObject({
    "hub:APP": "import each.hub.APP",
    "leaf:APP": "import each.leaf.APP",
  });
  expect(await waysOf(system, { ...at("n1"), accountPrefix: "mon.{account}" })).toMatchObject({
    "hub:APP": "import mon.APP",
    "leaf:APP": "mon.APP leads to the domain hub, not to the domain leaf",
  });
  // From the leaf the system account's subject comes to the hub, which has the import.
  expect(await waysOf(system, { ...at("leaf1"), accountPrefix: "mon.{account}" })).toMatchObject({
    "hub:APP": "import mon.APP",
    "leaf:APP": "mon.APP leads to the domain hub, not to the domain leaf",
  });
  expect(await waysOf(system, { ...at("n1"), accountLookup: "system-header" })).toMatchObject({
    "hub:APP": "system-header $JS.API",
    "leaf:APP": expect.stringContaining("nobody listens on $JS.leaf.API.STREAM.NAMES"),
  });
  // An account that only the leaf has, by a user who signs in there.
  const signIn = { ...targetOf(system, { user: "local", pass: "local" }), urls: at("leaf1").target.urls };
  const own = { kind: "user", account: "LOCAL", target: signIn } as const;
  expect(await waysOf(system, { ...at("n1"), accounts: [own] })).toMatchObject({ "leaf:LOCAL": "user $JS.API" });
});

test("servers without accounts: a user of theirs observes the global account", async () => {
  const extra = { authorization: { users: [{ user: "app", password: "app" }] } };
  const settings = () => ({ accounts: { $SYS: labAccounts.SYS }, systemAccount: undefined, extra });
  await using system = await standalone(v2_15, { settings });
  expect(await waysOf(system, { accounts: [userAccess(system, "$G", users.app)] })).toEqual({ $G: "user $JS.API" });
});
