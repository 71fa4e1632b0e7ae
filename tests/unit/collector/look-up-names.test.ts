import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createNamesLook } from "#lib/collector/look-up-names.ts";
import { createMetaLogs } from "#lib/collector/meta-logs.ts";
import { createSight } from "#lib/collector/sight.ts";
import { observedServer, ok } from "../model/observed.ts";
import { cannedWire } from "../nats/canned-wire.ts";
import { config, enter, holds, link, wiresOf } from "./large-system.ts";

beforeEach(() => void vi.useFakeTimers({ toFake: ["performance", "Date"] }));
afterEach(() => void vi.useRealTimers());

test("accounts of a domain whose log stands still do not keep those of another waiting, when all of them are due at once", async () => {
  const info = (domain: string) => JSON.stringify({ api: { level: 4 }, domain });
  const names = JSON.stringify({ total: 1, offset: 0, limit: 1024, streams: ["S"] });
  const { wire } = link((subject) => (subject.endsWith("API.INFO") ? info(subject.split(".")[1] ?? "") : names));
  const context = { ...config, accountPrefix: "mon.{domain}.{account}" };
  const sight = createSight(context, wiresOf(wire));
  const accounts = Array.from({ length: 100 }, (_, index) => `A${index}`);
  for (const domain of ["CALM", "BUSY"]) {
    const { identity, jsz } = observedServer("n1");
    const server = { ...identity, id: domain, domain };
    if (jsz?.ok) sight.servers.noteJsz({ ...jsz.value, server }, Date.now());
    sight.servers.noteDetail(domain, ok({ server, accounts: [...accounts], streams: [] }));
  }
  sight.servers.endRound(Date.now(), Date.now());
  sight.discoverAccounts();
  const logs = { ...createMetaLogs(), isReadAt: (domain: string | null) => domain === "CALM" };
  const requests = { perSecond: 20, most: 800 };
  const look = createNamesLook(wire, sight, logs, { requests, hold: holds.names, calmHold: holds.calmNames });
  const oldest = (domain: string) =>
    Math.max(...sight.accounts().map((each) => (each.domain === domain ? Date.now() - (each.names?.at ?? 0) : 0)));

  await look.ask(() => false);
  const ages = { CALM: 0, BUSY: 0 };
  for (let step = 0; step < 2 * 4_000; step++) {
    vi.advanceTimersByTime(500);
    await look.ask(() => false);
    ages.BUSY = Math.max(ages.BUSY, oldest("BUSY"));
    ages.CALM = Math.max(ages.CALM, oldest("CALM"));
  }
  expect(ages.BUSY).toBeLessThan(3 * 100_000);
  expect(ages.CALM).toBeLessThan(3 * 2_000_000);
});

/** So many accounts; gives who was asked since it was read last. Those that are late do not answer in time. */
function accountsOf(count: number) {
  let asked: string[] = [];
  const late = new Set<string>();
  const wire = cannedWire((subject) => {
    const account = subject.split(".")[1] ?? "";
    if (subject.endsWith(".INFO")) return [JSON.stringify({ api: { level: 4 } })];
    asked.push(account);
    return late.has(account) ? [] : [JSON.stringify({ total: 1, offset: 0, limit: 1024, streams: ["S"] })];
  });
  const accounts = Array.from({ length: count }, (_, index) => {
    return { kind: "import" as const, account: `A${index}`, apiPrefix: `mon.A${index}` };
  });
  const sight = createSight({ ...config, accountPrefix: null, accounts }, wiresOf(wire));
  enter(sight, 1);
  sight.discoverAccounts();
  const requests = { perSecond: 20, most: 800 };
  const look = createNamesLook(wire, sight, createMetaLogs(), {
    requests,
    hold: holds.names,
    calmHold: holds.calmNames,
  });
  const ask = async () => {
    asked = [];
    vi.advanceTimersByTime(500);
    await look.ask(() => false);
    return asked;
  };
  return { look, ask, late, unobserved: () => sight.accounts().filter(({ names }) => !names?.ok).length };
}

test.each([3, 300])(
  "of %d accounts, one whose names come late once is asked again and stays observed",
  async (count) => {
    const { look, ask, late, unobserved } = accountsOf(count);
    expect(await ask()).toHaveLength(count);
    const hint = () => look.hintOf({ domain: null, accounts: new Set(["A1"]) });

    hint();
    late.add("A1");
    expect(await ask()).toEqual(["A1"]);
    expect(unobserved()).toBe(0);
    late.clear();
    expect(await ask()).toEqual(["A1"]);
    expect(await ask()).toEqual([]);

    hint();
    late.add("A1");
    expect(await ask()).toEqual(["A1"]);
    expect(unobserved(), "once in a row again").toBe(0);
    expect(await ask()).toEqual(["A1"]);
    expect(unobserved()).toBe(1);
    expect(await ask(), "the hint was followed").toEqual([]);
  },
);
