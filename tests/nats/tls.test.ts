import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Tls } from "#lib/model/context.ts";
import type { ConfigBlock, Settings } from "#tests/lab/config.ts";
import type { LabSystem } from "#tests/lab/system.ts";
import { standalone } from "#tests/lab/topologies.ts";
import { versions } from "#tests/lab/versions.ts";
import { Authority } from "./certificates.ts";
import { ask, connectedWire, noTls, openWire, problemOf } from "./wires.ts";

const ours = new Authority();
const strangers = new Authority();
const local = ours.issue("local", ["IP:127.0.0.1", "DNS:localhost"]);
const named = ours.issue("named", ["DNS:nats.example"]);
const expired = ours.issue("expired", ["IP:127.0.0.1"], -1);
const client = ours.issue("client", ["DNS:plimsoll"]);
const old = ours.issue("old", ["DNS:plimsoll"], -1);
const stranger = strangers.issue("stranger", ["DNS:plimsoll"]);

const listeners = {
  plain: undefined,
  tls: { cert_file: local.files.certificate, key_file: local.files.key },
  named: { cert_file: named.files.certificate, key_file: named.files.key },
  expired: { cert_file: expired.files.certificate, key_file: expired.files.key },
  mutual: { cert_file: local.files.certificate, key_file: local.files.key, ca_file: ours.file, verify: true },
} as const satisfies Record<string, ConfigBlock | undefined>;
type Listener = keyof typeof listeners;

const systems = new Map<string, LabSystem>();

beforeAll(async () => {
  for (const [name, websocketTls] of Object.entries(listeners)) {
    const settings = (): Partial<Settings> => ({ jetstream: false, ...(websocketTls && { websocketTls }) });
    systems.set(name, await standalone(versions.v2_15, { awaitReady: false, settings }));
  }
});

afterAll(async () => {
  for (const system of systems.values()) await system[Symbol.asyncDispose]();
  ours[Symbol.dispose]();
  strangers[Symbol.dispose]();
});

/** The URL of a listener, with another scheme or host where told. */
function urlOf(listener: Listener, change: { scheme?: string; host?: string } = {}): string {
  const url = new URL(systems.get(listener)?.websocketUrls[0] ?? "");
  return `${change.scheme ?? url.protocol.slice(0, -1)}://${change.host ?? url.hostname}:${url.port}`;
}

const ca = ours.certificate;
const clientPair = { certificate: client.certificate, key: client.key };

describe("connects over TLS", () => {
  test.for<[string, Listener, Partial<Tls>]>([
    ["with a private CA, by address", "tls", { ca }],
    ["with a certificate for another name that was told", "named", { ca, serverName: "nats.example" }],
    ["with a client certificate", "mutual", { ca, ...clientPair }],
  ])("%s", async ([, listener, tls]) => {
    await using wire = await connectedWire([urlOf(listener)], { tls: { ...noTls, ...tls } });
    expect(await ask(wire, "$SYS.REQ.SERVER.PING.VARZ")).toHaveLength(1);
  });

  test("with a private CA, by host name", async () => {
    await using wire = await connectedWire([urlOf("tls", { host: "localhost" })], { tls: { ...noTls, ca } });
    expect(wire.status().problem).toBeNull();
  });
});

describe("names what is wrong with TLS and how to put it right", () => {
  const brokenKey = client.key.replace(/[A-Za-z0-9]{10}/, "AAAAAAAAAA");
  test.for<[string, () => string, Partial<Tls>, RegExp, RegExp]>([
    [
      "ws to a TLS listener",
      () => urlOf("tls", { scheme: "ws" }),
      {},
      /speaks TLS, and the URL does not|without an answer/,
      /wss:\/\//,
    ],
    ["wss to a plain listener", () => urlOf("plain", { scheme: "wss" }), {}, /does not speak TLS/, /Write ws:\/\//],
    ["an unknown CA", () => urlOf("tls"), {}, /CA that is not trusted here/, /NATS_CA/],
    ["another CA than the one told", () => urlOf("tls"), { ca: strangers.certificate }, /not trusted here/, /NATS_CA/],
    ["another name", () => urlOf("named"), { ca }, /certificate for another name/, /server name that TLS shall expect/],
    ["another name than the one told", () => urlOf("tls"), { ca, serverName: "nats.example" }, /another name/, /name/],
    ["an expired certificate", () => urlOf("expired"), { ca }, /has expired/, /Renew/],
    [
      "no client certificate",
      () => urlOf("mutual"),
      { ca },
      /asks for a client certificate|without an answer/,
      /client certificate/,
    ],
    [
      "a client certificate of a strange CA",
      () => urlOf("mutual"),
      { ca, certificate: stranger.certificate, key: stranger.key },
      /asks for a client certificate|without an answer/,
      /client certificate/,
    ],
    [
      "a client certificate that has expired",
      () => urlOf("mutual"),
      { ca, certificate: old.certificate, key: old.key },
      /refuses the client certificate|the client certificate has expired/,
      /^Renew the client certificate/,
    ],
    [
      "another's key",
      () => urlOf("mutual"),
      { ca, certificate: client.certificate, key: stranger.key },
      /cannot be used/,
      /PEM/,
    ],
    [
      "a broken key",
      () => urlOf("mutual"),
      { ca, certificate: client.certificate, key: brokenKey },
      /cannot be used/,
      /PEM/,
    ],
  ])("%s", async ([, url, tls, message, remedy]) => {
    await using wire = openWire([url()], { tls: { ...noTls, ...tls } });
    const problem = await problemOf(wire);
    expect(problem.message).toMatch(message);
    expect(problem.remedy).toMatch(remedy);
    expect(wire.status().state).toBe("connecting");
    expect(wire.lines.join("\n")).toContain(problem.message);
    expect(wire.lines.join("\n")).not.toContain("PRIVATE KEY");
  });
});
