import { describe, expect, test } from "vitest";
import { readConfig } from "#lib/config/read-config.ts";
import { CREDS, surroundings } from "./surroundings.ts";

function read(yaml: string, env: { [name: string]: string } = {}, files: { [path: string]: string } = {}) {
  return readConfig(surroundings(env, { "/srv/plimsoll.yaml": yaml, ...files }));
}

function faultsOf(yaml: string, env: { [name: string]: string } = {}) {
  const result = read(yaml, env);
  return result.ok ? [] : result.faults.map(({ place, message, remedy }) => `${place}: ${message}. ${remedy}`);
}

test("a whole file is read", () => {
  const yaml = `
timeZone: Europe/Berlin
contexts:
  - name: prod
    url: [wss://n1.example:443, wss://n2.example:443]
    creds: sys.creds
    inboxPrefix: _INBOX_mon
    pollInterval: 5s
    accountLookup: system-header
    accountPrefix: mon.{account}
    budget: { bytes: 65536 }
    accounts:
      - name: APP
        user: monitor
        password: \${APP_PASSWORD}
      - name: BILLING
        apiPrefix: mon.BILLING
  - name: edge
    url: ws://edge:8080
    token: \${EDGE_TOKEN:-none}
`;
  const result = read(yaml, { APP_PASSWORD: "p:#'" }, { "/srv/sys.creds": CREDS });
  const tls = { ca: null, certificate: null, key: null, serverName: null };
  const urls = ["wss://n1.example:443", "wss://n2.example:443"];
  expect(result).toMatchObject({
    config: {
      timeZone: "Europe/Berlin",
      replay: null,
      contexts: [
        {
          name: "prod",
          target: { urls, credentials: { kind: "creds", text: CREDS }, tls, inboxPrefix: "_INBOX_mon" },
          accounts: [
            {
              kind: "user",
              account: "APP",
              target: {
                urls,
                credentials: { kind: "user", user: "monitor", password: "p:#'" },
                tls,
                inboxPrefix: "_INBOX_mon",
              },
            },
            { kind: "import", account: "BILLING", apiPrefix: "mon.BILLING" },
          ],
          accountPrefix: "mon.{account}",
          accountLookup: "system-header",
          pollInterval: 5000,
          budget: { bytes: 65_536, requests: 20 },
        },
        { name: "edge", target: { urls: ["ws://edge:8080"], credentials: { kind: "token", token: "none" } } },
      ],
    },
  });
});

describe("a fault is told with its place", () => {
  test.each([
    [
      "an unknown key",
      "contexts:\n  - name: a\n    url: ws://a\n    paswordd: x\n",
      "plimsoll.yaml:4:5: the key paswordd is not known. Did you mean password?",
    ],
    [
      "a key that is like none",
      "contexts:\n  - {name: a, url: ws://a, quux: 1}\n",
      "plimsoll.yaml:2:28: the key quux is not known. Take it out",
    ],
    [
      "a key of a context beside the contexts",
      "pollInterval: 5s\ncontexts:\n  - {name: a, url: ws://a}\n",
      "plimsoll.yaml:1:1: the key pollInterval does not belong here. It goes in a context.",
    ],
    [
      "a key of the file in a context",
      "contexts:\n  - name: a\n    url: ws://a\n    timeZone: UTC\n",
      "plimsoll.yaml:4:5: the key timeZone does not belong here. It goes at the top, beside contexts.",
    ],
    [
      "a key of an account in a context, where one of nearly that name is",
      "contexts:\n  - {name: a, url: ws://a, apiPrefix: mon.APP}\n",
      "the key apiPrefix does not belong here. It goes in an entry of accounts.",
    ],
    ["a missing name", "contexts:\n  - url: ws://a\n", "plimsoll.yaml:2:5: name is missing"],
    [
      "a number for a text",
      "contexts:\n  - name: 7\n    url: ws://a\n",
      "plimsoll.yaml:2:11: name has the wrong type. It needs quotes.",
    ],
    [
      "a password that YAML takes for a comment",
      "contexts:\n  - name: a\n    url: ws://a\n    password: #secret\n",
      "password has the wrong type. It is empty: a value that begins with # needs quotes.",
    ],
    [
      "a map for a list",
      "contexts:\n  - name: a\n    url: ws://a\n    accounts: { APP: x }\n",
      "plimsoll.yaml:4:15: accounts has the wrong type. Give a list: each entry on a line of its own",
    ],
    [
      "a name for a context",
      "contexts: [prod]\n",
      "plimsoll.yaml:1:12: an entry of contexts has the wrong type. Give keys with their values",
    ],
    [
      "a map for a duration",
      "contexts:\n  - {name: a, url: ws://a, pollInterval: {s: 2}}\n",
      "pollInterval has the wrong type. Give a duration, like 2s.",
    ],
    [
      "a map for a URL",
      "contexts:\n  - {name: a, url: {a: ws://a}}\n",
      "url has the wrong type. Give a URL, or a list of URLs.",
    ],
    [
      "a budget with a unit",
      "contexts:\n  - {name: a, url: ws://a, budget: {bytes: 256k}}\n",
      "plimsoll.yaml:2:44: this is not a number. Give a number without a unit.",
    ],
    [
      "a list for a budget's number",
      "contexts:\n  - {name: a, url: ws://a, budget: {bytes: [1]}}\n",
      "bytes has the wrong type. Give a number without a unit.",
    ],
    ["no contexts", "contexts: []\n", "plimsoll.yaml:1:11: contexts is empty"],
    ["an empty file", "", "plimsoll.yaml:1:1: this is not a map with contexts in it"],
    [
      "a value that is not one of a few",
      "contexts:\n  - {name: a, url: ws://a, accountLookup: on}\n",
      "Write one of: none, system-header.",
    ],
    [
      "a variable that is not set",
      `contexts:\n  - name: a\n    url: ws://a\n    token: \${NOPE}\n`,
      "plimsoll.yaml:4:12: the variable NOPE is not set",
    ],
    [
      "a name that is taken",
      "contexts:\n  - {name: a, url: ws://a}\n  - {name: a, url: ws://b}\n",
      "plimsoll.yaml:3:12: the name a is taken. plimsoll.yaml:2:12 has it",
    ],
    ["a key twice", "contexts:\n  - name: a\n    name: b\n", "plimsoll.yaml:3:5: a key stands here twice"],
    ["a tab", "contexts:\n\t- name: a\n", "plimsoll.yaml:2:1: "],
    [
      "an account with two ways",
      "contexts:\n  - name: a\n    url: ws://a\n    accounts:\n      - {name: B, apiPrefix: m.B, token: t}\n",
      "plimsoll.yaml:5:9: both apiPrefix and a connection",
    ],
    [
      "an account without a way",
      "contexts:\n  - name: a\n    url: ws://a\n    accounts:\n      - name: B\n",
      "plimsoll.yaml:5:9: no way to reach the account",
    ],
    [
      "a budget for nothing",
      "contexts:\n  - name: a\n    url: ws://a\n    budget: { requests: 0 }\n",
      "this is too little for requests a second. Give 0.1 or more",
    ],
    [
      "a prefix with a wildcard",
      "contexts:\n  - name: a\n    url: ws://a\n    accounts:\n      - name: B\n        apiPrefix: m.>\n",
      "plimsoll.yaml:6:20: this is not a subject",
    ],
    [
      "imports that nothing is asked over",
      "contexts:\n  - name: a\n    url: ws://a\n    imports: { token: t }\n    accounts: [{ name: B, token: t }]\n",
      "plimsoll.yaml:4:14: nothing is asked over it, as no prefix says what the imports are called. Give accountPrefix",
    ],
    [
      "a URL of another scheme in a list",
      "contexts:\n  - name: a\n    url:\n      - ws://a\n      - nats://b\n",
      "plimsoll.yaml:5:9: nats:// is not spoken here",
    ],
    [
      "a password given twice",
      "contexts:\n  - {name: a, url: ws://a, user: u, password: p, passwordFile: f}\n",
      "password is given twice",
    ],
  ])("%s", (_name, yaml, fault) => {
    expect(faultsOf(yaml).join("\n")).toContain(fault);
  });
});

test("an unknown key does not hide the other faults", () => {
  const yaml = "contexts:\n  - name: a\n    urls: [nats://n1]\n    creds: /nope.creds\ntimezone: Mars/Base\n";
  expect(faultsOf(yaml).map((fault) => fault.slice(0, fault.indexOf(".", 20)))).toEqual([
    "plimsoll.yaml:3:5: the key urls is not known",
    "plimsoll.yaml:5:1: the key timezone is not known",
    "plimsoll.yaml:4:12: cannot read /nope",
    expect.stringContaining("nats:// is not spoken here"),
    expect.stringContaining('"Mars/Base" is not a time zone'),
  ]);
});

test("a key in the wrong place does not hide the other faults", () => {
  const yaml = "pollInterval: 5s\nbudget: {bytes: 9}\ncontexts:\n  - {name: a, url: nats://a, timeZone: UTC}\n";
  expect(faultsOf(yaml)).toEqual([
    expect.stringContaining("the key timeZone does not belong here"),
    expect.stringContaining("the key pollInterval does not belong here"),
    expect.stringContaining("the key budget does not belong here"),
    expect.stringContaining("nats:// is not spoken here"),
  ]);
});

test.each([
  ["a CA that is none", 'url: "wss://a", ca: a.pem', "there is no certificate in it"],
  ["TLS without encryption", 'url: "ws://a", tlsServerName: n1', "TLS settings, but every URL is ws://"],
])("%s is told once, not for each account that takes it over, and hides none of theirs", (_name, keys, fault) => {
  const accounts = "accounts: [{name: A, token: t}, {name: B, token: t}, {name: C, user: u}]";
  const yaml = `contexts:\n  - {name: a, ${keys}, ${accounts}}\n`;
  const result = read(yaml, {}, { "/srv/a.pem": "nothing" });
  expect(result).toMatchObject({
    faults: [{ message: expect.stringContaining(fault) }, { message: "there is no password to go with it" }],
  });
});

test("a value that YAML trips over is not repeated", () => {
  const faults = faultsOf("contexts:\n  - name: a\n    url: ws://a\n    token: *s3cret\n").join();
  expect(faults).toContain("plimsoll.yaml:4:12: this alias has no anchor");
  expect(faults).not.toContain("s3cret");
});

test.each(["accountPrefix: 'mon.{account}'", "accounts: [{ name: B, apiPrefix: mon.B }]"])(
  "imports go with %s",
  (key) => {
    const yaml = `contexts:\n  - name: a\n    url: ws://a\n    imports: { token: t }\n    ${key}\n`;
    expect(read(yaml)).toMatchObject({ config: { contexts: [{ imports: { credentials: { token: "t" } } }] } });
  },
);

test("a number of the budget may come from a variable", () => {
  const yaml = `contexts:\n  - {name: a, url: ws://a, budget: {bytes: "\${BYTES}", requests: "\${REQUESTS:-5}"}}\n`;
  expect(read(yaml, { BYTES: "65536" })).toMatchObject({
    config: { contexts: [{ budget: { bytes: 65_536, requests: 5 } }] },
  });
});

test("$${ is a plain ${", () => {
  expect(read('contexts:\n  - {name: a, url: ws://a, token: "$${x}"}\n')).toMatchObject({
    config: { contexts: [{ target: { credentials: { token: `\${x}` } } }] },
  });
});

test.each([
  ["NATS_URL", "ws://b"],
  ["PLIMSOLL_POLL_INTERVAL", "500ms"],
  ["PLIMSOLL_ACCOUNT_LOOKUP", "system-header"],
])("a file and %s, which would be passed over, are refused", (name, value) => {
  const yaml = "contexts:\n  - {name: a, url: ws://a}\n";
  expect(faultsOf(yaml, { [name]: value })).toEqual([
    expect.stringContaining(`${name}: this has no effect beside plimsoll.yaml`),
  ]);
});

test("a file that was named but is not there is a fault", () => {
  const result = readConfig(surroundings({ PLIMSOLL_CONFIG: "other.yaml" }));
  expect(result).toMatchObject({ ok: false, faults: [{ place: "PLIMSOLL_CONFIG" }] });
});
