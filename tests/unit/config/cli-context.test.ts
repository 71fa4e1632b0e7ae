import { describe, expect, test } from "vitest";
import { readConfig } from "#lib/config/read-config.ts";
import { CREDS, JWT, SEED, surroundings } from "./surroundings.ts";

const FOLDER = "/home/op/.config/nats";

/** As `nats context add` writes it: every field, most of them empty. */
function contextFile(fields: { [field: string]: unknown }): string {
  return JSON.stringify({
    description: "",
    url: "wss://n1.example",
    socks_proxy: "",
    token: "",
    user: "",
    password: "",
    creds: "",
    nkey: "",
    cert: "",
    key: "",
    ca: "",
    nsc: "",
    jetstream_domain: "",
    jetstream_api_prefix: "",
    jetstream_event_prefix: "",
    inbox_prefix: "",
    user_jwt: "",
    user_seed: "",
    color_scheme: "",
    tls_first: false,
    windows_cert_store: "",
    windows_ca_certs_match: null,
    ...fields,
  });
}

function read(fields: { [field: string]: unknown }, env: { [name: string]: string } = {}, files = {}) {
  const all = { [`${FOLDER}/context/prod.json`]: contextFile(fields), ...files };
  return readConfig(surroundings({ NATS_CONTEXT: "prod", ...env }, all));
}

function faultsOf(result: ReturnType<typeof readConfig>) {
  return result.ok ? [] : result.faults.map(({ place, message }) => `${place}: ${message}`);
}

describe("a context of the NATS CLI", () => {
  test.each([
    ["a user", { user: "u", password: "p" }, { kind: "user", user: "u", password: "p" }],
    ["a creds file", { creds: "~/sys.creds" }, { kind: "creds", text: CREDS }],
    ["a creds file by scheme", { creds: "file:///home/op/sys.creds" }, { kind: "creds", text: CREDS }],
    ["a creds file by a variable in its path", { creds: `\${CREDS_DIR}/sys.creds` }, { kind: "creds", text: CREDS }],
    ["a token in a variable", { token: "env://TOKEN" }, { kind: "token", token: "t" }],
    ["a JWT with its seed", { user_jwt: JWT, user_seed: SEED }, { kind: "jwt", jwt: JWT, seed: SEED }],
  ])("gives %s", (_name, fields, credentials) => {
    const result = read(fields, { TOKEN: "t", CREDS_DIR: "/home/op" }, { "/home/op/sys.creds": CREDS });
    expect(result).toMatchObject({ config: { contexts: [{ name: "prod", target: { credentials } }] } });
  });

  test.each([
    ["nsc", { nsc: "nsc://o/a/u" }, "nsc: this way of connecting is not supported"],
    ["a proxy", { socks_proxy: "socks5://x" }, "socks_proxy: this way of connecting is not supported"],
    [
      "the Windows store",
      { windows_cert_store: "user" },
      "windows_cert_store: this way of connecting is not supported",
    ],
    ["a secret by op:", { password: "op://v/i", user: "u" }, "password: secrets by op: are not supported"],
    ["a secret by nsc:", { creds: "nsc://o/a/u" }, "creds: secrets by nsc: are not supported"],
    ["a secret by data:", { creds: "data:;base64,AA" }, "creds: secrets by data: are not supported"],
    ["a nats:// URL", { url: "nats://n1:4222" }, "url: nats:// is not spoken here"],
    ["several credentials", { user: "u", password: "p", token: "t" }, "several kinds of credentials"],
    ["a field of another type", { url: 7 }, "url: this is not what a NATS CLI context holds"],
  ])("is refused with %s, by the field", (_name, fields, fault) => {
    const faults = faultsOf(read(fields)).join("\n");
    expect(faults).toContain(`${FOLDER}/context/prod.json: `);
    expect(faults).toContain(fault);
  });
});

describe("what is set by hand comes before the context", () => {
  test.each([
    [
      "another URL",
      { NATS_URL: "wss://other" },
      { urls: ["wss://other"], credentials: { kind: "user", user: "u", password: "p" } },
    ],
    ["another password", { NATS_PASSWORD: "p2" }, { credentials: { kind: "user", user: "u", password: "p2" } }],
    ["other credentials", { NATS_TOKEN: "t" }, { credentials: { kind: "token", token: "t" } }],
  ])("%s", (_name, env, target) => {
    expect(read({ user: "u", password: "p" }, env)).toMatchObject({ config: { contexts: [{ target }] } });
  });
});

describe("which context", () => {
  const file = contextFile({});
  test.each([
    ["by the path of its file", "/etc/nats/edge.json", { "/etc/nats/edge.json": file }, {}, "edge"],
    [
      "the selected one",
      "@selected",
      { [`${FOLDER}/context.txt`]: "a\n", [`${FOLDER}/context/a.json`]: file },
      {},
      "a",
    ],
    ["below XDG_CONFIG_HOME", "b", { "/xdg/nats/context/b.json": file }, { XDG_CONFIG_HOME: "/xdg" }, "b"],
  ])("%s", (_name, name, files, env, context) => {
    const result = readConfig(surroundings({ NATS_CONTEXT: name, ...env }, files));
    expect(result).toMatchObject({ config: { contexts: [{ name: context }] } });
  });

  test.each([
    ["unknown", "nope", `NATS_CONTEXT: cannot read the NATS CLI context ${FOLDER}/context/nope.json`],
    ["outside the folder", "../x", 'NATS_CONTEXT: "../x" cannot be the name'],
    ["none selected", "@selected", "NATS_CONTEXT: no NATS CLI context is selected"],
  ])("%s is a fault", (_name, name, fault) => {
    expect(faultsOf(readConfig(surroundings({ NATS_CONTEXT: name }))).join()).toContain(fault);
  });
});
