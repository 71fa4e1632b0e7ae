import { expect, test } from "vitest";
import { createSight } from "#lib/collector/sight.ts";
import type { ContextConfig } from "#lib/model/context.ts";
import { observedServer, ok } from "../model/observed.ts";
import { canned } from "./wires.ts";

const config: ContextConfig = {
  name: "test",
  target: {
    urls: [],
    credentials: { kind: "none" },
    tls: { ca: null, certificate: null, key: null, serverName: null },
    inboxPrefix: "_INBOX",
  },
  accounts: [],
  accountPrefix: null,
  accountLookup: "none",
  pollInterval: 1_000,
};

/** Where each server tells the ids of some accounts, the ids by which all accounts are asked for. */
function idsOf(...told: Record<string, string>[]): Record<string, string> {
  const system = canned();
  const sight = createSight(config, { system, imports: system, accounts: new Map() });
  for (const [index, ids] of told.entries()) {
    const { identity, health } = observedServer(`n${index}`);
    if (health?.ok) sight.servers.noteHealth(health.value, health.at);
    const accountIds = new Map(Object.entries(ids));
    const value = { server: identity, accounts: Object.keys(ids), accountIds, streams: [] };
    sight.servers.noteDetail(identity.id, ok(value));
  }
  sight.servers.endRound(0, 0);
  sight.discoverAccounts();
  return Object.fromEntries(sight.accounts().map((account) => [account.account, sight.accountId(account)]));
}

test.each(["APP", "constructor", "toString"])("the id of account %s is told by the server that has it", (name) => {
  expect(idsOf({ BILLING: "A1" }, { [name]: "A2" })).toEqual({ BILLING: "A1", [name]: "A2" });
});
