import { describe, expect, test } from "vitest";
import { readConfig } from "#lib/config/read-config.ts";
import { CREDS, JWT, SEED, surroundings } from "./surroundings.ts";

function targetOf(env: { [name: string]: string }, files: { [path: string]: string } = {}) {
  const read = readConfig(surroundings(env, files));
  if (!read.ok) throw new Error(JSON.stringify(read.faults));
  return read.config.contexts[0]?.target;
}

function faultsOf(env: { [name: string]: string }, files: { [path: string]: string } = {}) {
  const read = readConfig(surroundings(env, files));
  return read.ok ? [] : read.faults.map(({ place, message }) => `${place}: ${message}`);
}

/** As good as a seed to look at, but for its checksum. */
const MISTYPED = SEED.replace("3", "4");

const URL_ENV = { NATS_URL: "wss://n1.example" };

describe("with nothing configured", () => {
  test("the bundled recording is shown on loopback", () => {
    expect(readConfig(surroundings({}))).toEqual({
      ok: true,
      config: {
        contexts: [],
        replay: "lib/recording/bundled.rec",
        host: "127.0.0.1",
        port: 3000,
        timeZone: "UTC",
        frameAncestors: [],
        allowedHosts: [],
      },
    });
  });

  test("a context that somebody selected in the NATS CLI is not used", () => {
    const files = { "/home/op/.config/nats/context.txt": "prod", "/home/op/.config/nats/context/prod.json": "{}" };
    expect(readConfig(surroundings({}, files))).toMatchObject({ config: { contexts: [] } });
  });
});

describe("a system named by NATS_URL", () => {
  test("is one context", () => {
    const read = readConfig(surroundings({ NATS_URL: " ws://a:1 ,wss://b/path " }));
    expect(read).toMatchObject({
      config: {
        replay: null,
        contexts: [
          {
            name: "default",
            target: { urls: ["ws://a:1", "wss://b/path"], credentials: { kind: "none" }, inboxPrefix: "_INBOX" },
            pollInterval: 2000,
            accountLookup: "none",
            accountPrefix: null,
          },
        ],
      },
    });
  });

  test.each([
    ["a user", { NATS_USER: "u", NATS_PASSWORD: "p" }, { kind: "user", user: "u", password: "p" }],
    ["a token", { NATS_TOKEN: "t" }, { kind: "token", token: "t" }],
    ["a token in a file", { NATS_TOKEN_FILE: "/run/t" }, { kind: "token", token: "in-file" }],
    [
      "a password in a file",
      { NATS_USER: "u", NATS_PASSWORD_FILE: "/run/t" },
      { kind: "user", user: "u", password: "in-file" },
    ],
    ["a creds file", { NATS_CREDS: "~/my.creds" }, { kind: "creds", text: CREDS }],
    ["the text of a creds file", { NATS_CREDS: CREDS }, { kind: "creds", text: CREDS }],
    ["an nkey seed", { NATS_NKEY: SEED }, { kind: "nkey", seed: SEED }],
    ["a file with an nkey seed", { NATS_NKEY: "seed.txt" }, { kind: "nkey", seed: SEED }],
    ["a JWT and its seed", { NATS_JWT: JWT, NATS_SEED: SEED }, { kind: "jwt", jwt: JWT, seed: SEED }],
    ["a JWT and its seed as an nkey", { NATS_JWT: JWT, NATS_NKEY: SEED }, { kind: "jwt", jwt: JWT, seed: SEED }],
  ])("takes %s", (_name, env, credentials) => {
    const files = {
      "/run/t": "in-file\n",
      "/home/op/my.creds": CREDS,
      "/srv/seed.txt": `-----BEGIN USER NKEY SEED-----\n${SEED}\n`,
    };
    expect(targetOf({ ...URL_ENV, ...env }, files)?.credentials).toEqual(credentials);
  });

  test.each([
    ["nats://a:4222", "NATS_URL: nats:// is not spoken here: Plimsoll connects over WebSocket"],
    ["tls://a:4222", "NATS_URL: tls:// is not spoken here: Plimsoll connects over WebSocket"],
    ["a:4222", 'NATS_URL: "a:4222" has no scheme'],
    ["ws://", 'NATS_URL: "ws://" is not a WebSocket URL'],
    ["ws://a:99999", 'NATS_URL: "ws://a:99999" is not a WebSocket URL'],
    ["ws://a?x=1", "NATS_URL: the URL has a query or a fragment"],
    ["ws://me:s3cret@a", "NATS_URL: the URL carries credentials"],
    ["me:s3cret@a:4222", "NATS_URL: the URL carries credentials"],
    ["ws://me:s3/cret@a", "NATS_URL: the URL carries credentials"],
    [",", "NATS_URL: no server is named"],
  ])("refuses the URL %s", (url, fault) => {
    expect(faultsOf({ NATS_URL: url })).toEqual([fault]);
  });

  test.each([
    [
      "two kinds of credentials",
      { NATS_USER: "u", NATS_PASSWORD: "p", NATS_TOKEN: "t" },
      "NATS_USER, NATS_TOKEN: several kinds",
    ],
    ["a user without a password", { NATS_USER: "u" }, "NATS_USER: there is no password"],
    ["a password without a user", { NATS_PASSWORD: "p" }, "NATS_PASSWORD: there is no user"],
    [
      "a value and a file of it",
      { NATS_TOKEN: "t", NATS_TOKEN_FILE: "/f" },
      "NATS_TOKEN, NATS_TOKEN_FILE: both are set",
    ],
    ["a file that is not there", { NATS_CREDS: "/nope" }, "NATS_CREDS: cannot read /nope: there is no such file"],
    ["an empty file", { NATS_TOKEN_FILE: "/empty" }, "NATS_TOKEN_FILE: /empty is empty"],
    ["a creds file that is none", { NATS_CREDS: "/text" }, "NATS_CREDS: this is not a creds file"],
    [
      "an account's seed",
      { NATS_SEED: SEED.replace("SU", "SA"), NATS_JWT: JWT },
      "NATS_SEED: this is not the nkey seed of a user",
    ],
    ["a JWT without a seed", { NATS_JWT: JWT }, "NATS_JWT: there is no seed"],
    [
      "the path of a JWT as the JWT",
      { NATS_JWT: "/run/user.jwt", NATS_SEED: SEED },
      "NATS_JWT: this is not a user JWT",
    ],
    ["a JWT with a part damaged", { NATS_JWT: "ey.e.s", NATS_SEED: SEED }, "NATS_JWT: this is not a user JWT"],
    ["a seed with a character mistyped", { NATS_NKEY: MISTYPED }, "NATS_NKEY: a character of the nkey seed is wrong"],
    [
      "a creds file with a character of its seed mistyped",
      { NATS_CREDS: CREDS.replace(SEED, MISTYPED) },
      "NATS_CREDS: a character of the nkey seed is wrong",
    ],
    [
      "a creds file with a part of its JWT lost",
      { NATS_CREDS: CREDS.replace(JWT, JWT.slice(0, -4)) },
      "NATS_CREDS: this is not a user JWT",
    ],
    ["a CA that is no certificate", { NATS_CA: "/text" }, "NATS_CA: there is no certificate in it"],
    ["a certificate without its key", { NATS_CERT: "/text" }, "NATS_CERT: a client certificate without its key"],
    ["a wildcard in the inbox prefix", { NATS_INBOX_PREFIX: "a.>" }, "NATS_INBOX_PREFIX: this is not a subject"],
    ["a pace that is none", { PLIMSOLL_POLL_INTERVAL: "fast" }, "PLIMSOLL_POLL_INTERVAL: this is not a poll interval"],
    ["an unknown account lookup", { PLIMSOLL_ACCOUNT_LOOKUP: "yes" }, "PLIMSOLL_ACCOUNT_LOOKUP: this is not a way"],
    [
      "a prefix without {account}",
      { PLIMSOLL_ACCOUNT_PREFIX: "mon" },
      "PLIMSOLL_ACCOUNT_PREFIX: this is not a subject prefix",
    ],
    ["a name with a slash", { PLIMSOLL_CONTEXT_NAME: "a/b" }, "PLIMSOLL_CONTEXT_NAME: this cannot be the name"],
  ])("refuses %s", (_name, env, fault) => {
    expect(faultsOf({ ...URL_ENV, ...env }, { "/text": "text", "/empty": "\n" })[0]).toContain(fault);
  });

  test("TLS settings do not go with ws://", () => {
    expect(faultsOf({ NATS_URL: "ws://a", NATS_TLS_SERVER_NAME: "n1" })).toEqual([
      "NATS_TLS_SERVER_NAME: TLS settings, but every URL is ws://, which is not encrypted",
    ]);
  });

  test("credentials without a server are not passed over", () => {
    expect(faultsOf({ NATS_PASSWORD: "p" })).toEqual(["NATS_PASSWORD: set, but no server is named"]);
  });

  test("a recording comes before it", () => {
    const env = { ...URL_ENV, PLIMSOLL_REPLAY: "out.rec" };
    expect(readConfig(surroundings(env, { "/srv/out.rec": "x" }))).toMatchObject({
      config: { contexts: [], replay: "/srv/out.rec" },
    });
  });
});

test("all faults are told at once, and no secret is in any", () => {
  const env = {
    NATS_URL: "nats://a,ws://me:s3cret@b",
    NATS_USER: "u",
    NATS_TOKEN: "s3cret",
    HOST: "a b",
    PORT: "70000",
    PLIMSOLL_TIME_ZONE: "Mars/Base",
    PLIMSOLL_FRAME_ANCESTORS: "https://ok.example ;script-src",
    PLIMSOLL_ALLOWED_HOSTS: "http://x",
    PLIMSOLL_REPLAY: "",
  };
  const faults = faultsOf(env);
  expect(faults.map((fault) => fault.split(":")[0])).toEqual([
    "HOST",
    "PORT",
    "PLIMSOLL_FRAME_ANCESTORS",
    "PLIMSOLL_ALLOWED_HOSTS",
    "NATS_URL",
    "NATS_URL",
    "NATS_USER, NATS_TOKEN",
    "PLIMSOLL_TIME_ZONE",
  ]);
  expect(JSON.stringify(readConfig(surroundings(env)))).not.toContain("s3cret");
});

test.each([
  ["quoted, as by an env file", `"${SEED}"`],
  ["mistyped", SEED.replace("3", "1")],
  ["in small letters", SEED.toLowerCase()],
])("a seed that is %s is not told as the path of a file", (_name, seed) => {
  const faults = faultsOf({ ...URL_ENV, NATS_NKEY: seed });
  expect(JSON.stringify(faults).toUpperCase()).not.toContain(SEED.slice(20));
  expect(faults).toEqual(seed.startsWith('"') ? [] : ["NATS_NKEY: this is not the nkey seed of a user"]);
});

test("a recording that is not there is a fault", () => {
  expect(faultsOf({ PLIMSOLL_REPLAY: "/nope.rec" })).toEqual([
    "PLIMSOLL_REPLAY: cannot read /nope.rec: there is no such file",
  ]);
});
