import type { Credentials, Target, Tls } from "#lib/model/context.ts";
import { connectWire } from "#lib/nats/connect.ts";
import { type Reply, type Wire, WireError, type WireOptions, type WireProblem } from "#lib/nats/wire.ts";
import { users } from "#tests/lab/client.ts";
import { until } from "#tests/lab/until.ts";

export const noTls: Tls = { ca: null, certificate: null, key: null, serverName: null };
const sys: Credentials = { kind: "user", user: users.sys.user, password: users.sys.pass };
export const app: Credentials = { kind: "user", user: users.app.user, password: users.app.pass };

export interface TestWire extends Wire, AsyncDisposable {
  /** All that was logged. */
  lines: string[];
  url(): string | undefined;
}

/** A wire that closes with `await using`; as the lab's user `sys` unless told. */
export function openWire(
  urls: readonly string[],
  change: Partial<Target> = {},
  renew: () => Credentials | null = () => null,
): TestWire {
  const lines: string[] = [];
  const target = { urls: [...urls], credentials: sys, tls: noTls, inboxPrefix: "_INBOX", ...change };
  const wire = connectWire(target, { name: "test", onLog: (line) => lines.push(line), renew });
  return {
    ...wire,
    lines,
    url: () => (wire.status().state === "connected" ? wire.status().url : undefined),
    [Symbol.asyncDispose]: () => wire.close(),
  };
}

/** A wire that is connected. */
export async function connectedWire(urls: readonly string[], change: Partial<Target> = {}): Promise<TestWire> {
  const wire = openWire(urls, change);
  await untilConnected(wire);
  return wire;
}

export async function untilConnected(wire: Wire): Promise<void> {
  await until(() => wire.status().state === "connected", { what: "the wire to connect" });
}

/** What the wire says is wrong, as soon as it says so. */
export async function problemOf(wire: Wire): Promise<WireProblem> {
  return until(() => wire.status().problem, { what: "the wire to report a problem" });
}

/** All replies to one request. */
export async function ask(wire: Wire, subject: string, options: Partial<WireOptions> = {}): Promise<Reply[]> {
  const replies: Reply[] = [];
  for await (const reply of wire.request(subject, "{}", { timeout: 5_000, ...options })) replies.push(reply);
  return replies;
}

/** The failure that a request ends with. */
export async function failureOf(asked: Promise<unknown>): Promise<WireError> {
  try {
    await asked;
  } catch (error) {
    if (error instanceof WireError) return error;
    throw error;
  }
  throw new Error("the request did not fail");
}
