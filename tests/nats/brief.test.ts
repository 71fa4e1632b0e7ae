import { afterAll, beforeAll, expect, test } from "vitest";
import type { Probe } from "#lib/model/probe.ts";
import type { MetaReport, ServerIdentity } from "#lib/model/report.ts";
import type { Gathered } from "#lib/nats/gather.ts";
import { pingJsz, pingStatsz, pingVarz } from "#lib/nats/system-api.ts";
import { createConsumer, createStream } from "#tests/lab/assets.ts";
import { users } from "#tests/lab/client.ts";
import type { LabSystem } from "#tests/lab/system.ts";
import { cluster } from "#tests/lab/topologies.ts";
import { until } from "#tests/lab/until.ts";
import { versions } from "#tests/lab/versions.ts";
import { connectedWire, type TestWire } from "./wires.ts";

const allThree = { timeout: 10_000, expected: { count: 3 } };

const { v2_10, v2_12, v2_15 } = versions;

test.each([v2_10, v2_12, v2_15])(
  "%s: STATSZ says what VARZ and JSZ say of version, level and meta group",
  async (version) => {
    await using system = await cluster([version, version, version]);
    await using wire = await connectedWire(system.websocketUrls);
    const statsz = byName(await pingStatsz(wire, allThree));
    const varz = byName(await pingVarz(wire, allThree));
    const jsz = byName(await pingJsz(wire, allThree));
    expect(statsz.size).toBe(3);
    for (const [name, brief] of statsz) {
      const { apiLevel, levelReported, startedAt, featureFlags } = brief;
      expect(varz.get(name), name).toMatchObject({ apiLevel, levelReported, startedAt, featureFlags });
      const meta = jsz.get(name)?.meta;
      const leader = meta?.leader;
      expect(brief.meta, name).toMatchObject({ leader });
      expect(peersOf(brief.meta), `the peers that ${name} tells of`).toEqual(peersOf(meta));
      expect(peersOf(brief.meta), `only the leader tells of peers`).toHaveLength(leader === name ? 2 : 0);
    }
    const named = await pingJsz(wire, { timeout: 2_000, serverName: "n2", expected: { count: 1 } });
    expect([...byName(named).keys()], "asked by name").toEqual(["n2"]);
  },
);

let system: LabSystem;
let wire: TestWire;

beforeAll(async () => {
  system = await cluster([v2_15, v2_15, v2_15]);
  wire = await connectedWire(system.websocketUrls);
});
afterAll(async () => {
  await wire.close();
  await system[Symbol.asyncDispose]();
});

/** What the meta leader says of its log. */
async function log(): Promise<string> {
  const answers = [...byName(await pingStatsz(wire, allThree)).values()];
  return answers.find(({ server, meta }) => meta?.leader === server.name)?.meta?.log ?? "";
}

test("the meta leader's log moves with each asset that is created, changed or deleted, and with nothing else", async () => {
  await using client = await system.openClient(users.app);
  const moves = async (what: string, act: () => Promise<unknown>): Promise<void> => {
    const before = await log();
    await act();
    await until(async () => (await log()) !== before, { what: `the log to move with ${what}` });
  };
  expect(await log()).not.toBe("");
  await moves("a stream", () => createStream(client, "made", { on: "n1" }));
  await moves("a consumer", () => createConsumer(client, "made", "reader"));
  const before = await log();
  await client.request("$JS.API.STREAM.NAMES", "{}");
  await client.request("$JS.API.STREAM.INFO.made", "{}");
  await client.request("made.subject", "a message");
  expect(await log(), "after questions and a message").toBe(before);
  await moves("a consumer deleted", () => client.request("$JS.API.CONSUMER.DELETE.made.reader", ""));
  await moves("a stream deleted", () => client.request("$JS.API.STREAM.DELETE.made", ""));
});

function byName<T extends { server: ServerIdentity }>(probe: Probe<Gathered<T>>): Map<string, T> {
  if (!probe.ok) throw new Error(probe.message);
  return new Map(probe.value.answers.map((answer) => [answer.server.name, answer]));
}

function peersOf(meta: MetaReport | null | undefined): string[] {
  return (meta?.peers ?? []).map(({ name, current, offline }) => `${name} ${current} ${offline}`).sort();
}
