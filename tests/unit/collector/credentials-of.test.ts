import { expect, test } from "vitest";
import { credentialsOf, openWires } from "#lib/collector/wires.ts";
import type { ContextConfig, Target } from "#lib/model/context.ts";
import { canned } from "./wires.ts";

const targetOf = (token: string): Target => ({
  urls: ["ws://n1"],
  credentials: { kind: "token", token },
  tls: { ca: null, certificate: null, key: null, serverName: null },
  inboxPrefix: "_INBOX",
});

function contextOf(name: string): ContextConfig {
  return {
    name,
    target: targetOf(`${name} system`),
    imports: targetOf(`${name} imports`),
    accounts: [
      { kind: "import", account: "BILLING", apiPrefix: "mon.BILLING" },
      { kind: "user", account: "A/B", target: targetOf(`${name} A/B`) },
    ],
    accountPrefix: null,
    accountLookup: "none",
    pollInterval: 1_000,
  };
}
const contexts = [contextOf("prod"), contextOf("edge")];

test("each wire of a context finds its own credentials by its name", () => {
  const found: unknown[] = [];
  const wanted: unknown[] = [];
  for (const context of contexts) {
    openWires(context, (target, name) => {
      wanted.push(target.credentials);
      found.push(credentialsOf(contexts, name));
      return canned();
    });
  }
  expect(found).toHaveLength(6);
  expect(found).toEqual(wanted);
});

test.each(["gone", "prod/BILLING", "prod/GONE"])("there are none for %s", (name) => {
  expect(credentialsOf(contexts, name)).toBeNull();
});
