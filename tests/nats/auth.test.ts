import { nkeys } from "nats.ws";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Credentials } from "#lib/model/context.ts";
import type { Settings } from "#tests/lab/config.ts";
import type { LabSystem } from "#tests/lab/system.ts";
import { standalone } from "#tests/lab/topologies.ts";
import { versions } from "#tests/lab/versions.ts";
import { createOperator } from "./jwt.ts";
import { ask, connectedWire, openWire, problemOf, untilConnected } from "./wires.ts";

const key = nkeys.createUser();
const seed = new TextDecoder().decode(key.getSeed());
const operator = createOperator();
const user = operator.issueUser();
const outdated = operator.issueUser(Math.floor(Date.now() / 1000) - 60);
const stranger = createOperator().issueUser();
const secret = "sentinel-of-the-secret";

const servers = {
  users: {
    accounts: {
      SYS: {
        users: [
          { user: "sys", password: secret },
          { nkey: key.getPublicKey() },
          { user: "tcp", password: secret, allowed_connection_types: ["STANDARD"] },
        ],
      },
      // With users of the system account only, a server lets others in without credentials.
      APP: { users: [{ user: "app", password: secret }] },
    },
    systemAccount: "SYS",
  },
  token: { accounts: {}, systemAccount: undefined, extra: { authorization: { token: secret } } },
  operator: {
    accounts: {},
    systemAccount: operator.systemAccount,
    extra: { operator: operator.operator, resolver: "MEMORY", resolver_preload: operator.resolverPreload },
  },
  open: { accounts: {}, systemAccount: undefined },
} satisfies Record<string, Partial<Settings>>;
type Server = keyof typeof servers;

const systems = new Map<string, LabSystem>();

beforeAll(async () => {
  for (const [name, settings] of Object.entries(servers)) {
    systems.set(name, await standalone(versions.v2_15, { awaitReady: false, settings: () => settings }));
  }
});

afterAll(async () => {
  for (const system of systems.values()) await system[Symbol.asyncDispose]();
});

function urlsOf(server: Server): string[] {
  return systems.get(server)?.websocketUrls ?? [];
}

describe("signs in with", () => {
  test.for<[string, Server, Credentials]>([
    ["user and password", "users", { kind: "user", user: "sys", password: secret }],
    ["an nkey seed", "users", { kind: "nkey", seed: `${seed}\n` }],
    ["a creds file's text", "operator", { kind: "creds", text: user.creds }],
    ["a JWT and its seed", "operator", { kind: "jwt", jwt: user.jwt, seed: user.seed }],
  ])("%s", async ([, server, credentials]) => {
    await using wire = await connectedWire(urlsOf(server), { credentials });
    expect(await ask(wire, "$SYS.REQ.SERVER.PING.VARZ")).toHaveLength(1);
  });

  test.for<[string, Server, Credentials]>([
    ["a token", "token", { kind: "token", token: secret }],
    ["nothing, where the server asks for nothing", "open", { kind: "none" }],
  ])("%s", async ([, server, credentials]) => {
    await using wire = await connectedWire(urlsOf(server), { credentials });
    expect(await ask(wire, "$JS.API.INFO")).toHaveLength(1);
  });
});

describe("names what is wrong with the credentials, and shows none of them", () => {
  const refused = /refuses the credentials \(Authorization Violation\)/;
  test.for<[string, Server, Credentials, RegExp]>([
    ["a wrong password", "users", { kind: "user", user: "sys", password: `${secret}!` }, refused],
    ["a wrong token", "token", { kind: "token", token: `${secret}!` }, refused],
    ["nothing where something is asked for", "users", { kind: "none" }, refused],
    ["a user who may not use WebSocket", "users", { kind: "user", user: "tcp", password: secret }, refused],
    ["an unknown nkey", "users", { kind: "nkey", seed: user.seed }, refused],
    ["a user of another operator", "operator", { kind: "creds", text: stranger.creds }, refused],
    ["a JWT with another's seed", "operator", { kind: "jwt", jwt: user.jwt, seed: stranger.seed }, refused],
    ["an outdated JWT", "operator", { kind: "creds", text: outdated.creds }, /its JWT expired on \d{4}-\d\d-\d\dT/],
    ["a seed that is none", "users", { kind: "nkey", seed: secret }, /nkey seed is not a seed/],
    ["a cut seed", "users", { kind: "nkey", seed: seed.slice(0, -3) }, /nkey seed is not a seed/],
    ["a JWT that is none", "operator", { kind: "jwt", jwt: secret, seed }, /user JWT is not a JWT/],
    ["creds without a JWT", "operator", { kind: "creds", text: secret }, /no NATS USER JWT block/],
    [
      "creds without a seed",
      "operator",
      { kind: "creds", text: user.creds.split("****")[0] ?? "" },
      /no USER NKEY SEED/,
    ],
  ])("%s", async ([, server, credentials, message]) => {
    await using wire = openWire(urlsOf(server), { credentials });
    const problem = await problemOf(wire);
    expect(problem).toMatchObject({ fault: "denied", message: expect.stringMatching(message) });
    const shown = [...wire.lines, JSON.stringify(wire.status())].join("\n");
    for (const hidden of [secret, seed, seed.slice(0, -3), user.jwt, user.seed, outdated.seed, stranger.seed]) {
      expect(shown).not.toContain(hidden);
    }
  });

  test("a JWT that ends while connected", async () => {
    const soon = operator.issueUser(Math.floor(Date.now() / 1000) + 3);
    await using wire = await connectedWire(urlsOf("operator"), { credentials: { kind: "creds", text: soon.creds } });
    expect(await problemOf(wire)).toMatchObject({
      fault: "denied",
      message: expect.stringMatching(/its JWT expired on/),
    });
  });
});

test("credentials that were renewed are taken after a refusal; those that cannot be used are not", async () => {
  const credentials: Credentials = { kind: "creds", text: outdated.creds };
  const renewals: (Credentials | null)[] = [null, { kind: "creds", text: secret }, { kind: "creds", text: user.creds }];
  await using wire = openWire(urlsOf("operator"), { credentials }, () => renewals.shift() ?? null);
  expect((await problemOf(wire)).message).toMatch(/its JWT expired on/);
  await untilConnected(wire);
  expect(wire.lines.join("\n")).not.toContain(secret);
});
