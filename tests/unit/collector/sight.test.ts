import { expect, test } from "vitest";
import { createSight } from "#lib/collector/sight.ts";
import { observedServer, ok } from "../model/observed.ts";
import { bare } from "./context.ts";
import { canned } from "./wires.ts";

/** Where each server tells the ids of some accounts, the ids by which all accounts are asked for. */
function idsOf(...told: Record<string, string>[]): Record<string, string> {
  const system = canned();
  const sight = createSight(bare, { system, imports: system, accounts: new Map() });
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
