import { expect, test } from "vitest";
import { type Reach, waysTo, whyNoWay } from "#lib/collector/access.ts";
import type { Wires } from "#lib/collector/wires.ts";
import type { ContextConfig } from "#lib/model/context.ts";
import { bare, nowhere } from "./context.ts";
import { canned } from "./wires.ts";

const system = canned();
const wires: Wires = { system, imports: system, accounts: new Map([["APP", canned()]]) };
const own = { kind: "user", account: "APP", target: nowhere } as const;
const imported = { kind: "import", account: "APP", apiPrefix: "own.APP" } as const;

interface Case {
  name: string;
  config: Partial<ContextConfig>;
  /** Of the account. */
  domain: string | null;
  reach: Reach;
  /** Those that only an answer can prove end with "?". */
  ways: string[];
  account?: string;
}

const hub: Reach = { domain: "hub" };
const cases: Case[] = [
  { name: "nothing is configured", config: {}, domain: null, reach: { domain: null }, ways: [] },
  {
    name: "all ways, its own first and the internal header last",
    config: { accounts: [own, imported], accountPrefix: "mon.{account}", accountLookup: "system-header" },
    domain: null,
    reach: { domain: null },
    ways: ["user $JS.API", "import own.APP", "import mon.APP", "system-header $JS.API"],
  },
  {
    name: "the domain of the connected server is asked without its name",
    config: { accounts: [own] },
    domain: "hub",
    reach: hub,
    ways: ["user $JS.API"],
  },
  {
    name: "another domain is asked by its name",
    config: { accounts: [own] },
    domain: "leaf",
    reach: hub,
    ways: ["user $JS.leaf.API"],
  },
  {
    name: "servers without a domain are not reached from a domain",
    config: { accounts: [own] },
    domain: null,
    reach: hub,
    ways: [],
  },
  {
    name: "a server without JetStream may pass both on",
    config: { accounts: [own] },
    domain: "hub",
    reach: "unknown",
    ways: ["user $JS.hub.API", "user $JS.API?"],
  },
  {
    name: "an import without {domain} has to prove where it leads",
    config: { accountPrefix: "mon.{account}" },
    domain: "leaf",
    reach: hub,
    ways: ["import mon.APP?"],
  },
  {
    name: "an import with {domain} names it",
    config: { accountPrefix: "mon.{domain}.{account}" },
    domain: "leaf",
    reach: hub,
    ways: ["import mon.leaf.APP"],
  },
  {
    name: "{domain} goes where there is none",
    config: { accountPrefix: "mon.{domain}.{account}" },
    domain: null,
    reach: { domain: null },
    ways: ["import mon.APP"],
  },
  {
    name: "a name that is no part of a subject has no prefix",
    config: { accountPrefix: "mon.{account}" },
    domain: null,
    reach: { domain: null },
    account: "A *",
    ways: [],
  },
];

test.each(cases)("$name", ({ config, domain, reach, ways, account = "APP" }) => {
  const whole: ContextConfig = { ...bare, ...config };
  const name = { domain, account, id: account };
  const found = waysTo(whole, wires, name, () => reach);
  expect(found.map(({ kind, api, isCertain }) => `${kind} ${api.prefix}${isCertain ? "" : "?"}`)).toEqual(ways);
  if (ways.length === 0) expect(whyNoWay(whole, name)).toMatch(/access|connect to|apiPrefix/);
});
