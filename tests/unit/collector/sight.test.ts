import { afterEach, expect, test, vi } from "vitest";
import { askNames } from "#lib/collector/ask-names.ts";
import { createBackOff } from "#lib/collector/back-off.ts";
import { steadyNow } from "#lib/collector/clock.ts";
import { createSight } from "#lib/collector/sight.ts";
import { coverageOf } from "#lib/model/coverage.ts";
import { NOW, observedServer, ok, streamReport } from "../model/observed.ts";
import { cannedWire } from "../nats/canned-wire.ts";
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
  sight.servers.endRound(0, NOW);
  sight.discoverAccounts();
  return Object.fromEntries(sight.accounts().map((account) => [account.account, account.id]));
}

test.each(["APP", "constructor", "toString"])("the id of account %s is told by the server that has it", (name) => {
  expect(idsOf({ BILLING: "A1" }, { [name]: "A2" })).toEqual({ BILLING: "A1", [name]: "A2" });
});

/** An account of operator mode for which access is configured by its key; n1 has it, n2 has none. */
function byKey() {
  const system = canned();
  const accounts = [{ kind: "import" as const, account: "AKEY", apiPrefix: "mon.APP" }];
  const context = { ...bare, accounts, accountLookup: "system-header" as const };
  const sight = createSight(context, { system, imports: system, accounts: new Map() });
  let at = NOW;
  /** A round that these answer, all of which tell their details. */
  const round = (...names: string[]): string[] => {
    at += 1_000;
    for (const name of names) {
      const { health } = observedServer(name);
      if (health?.ok) sight.servers.noteHealth(health.value, at);
    }
    sight.servers.endRound(at, at);
    for (const name of names) {
      const { identity } = observedServer(name);
      const told = name === "n1" ? { accounts: ["APP"], accountIds: new Map([["APP", "AKEY"]]) } : { accounts: [] };
      sight.servers.noteDetail(identity.id, ok({ server: identity, streams: [], ...told }));
    }
    sight.discoverAccounts();
    return sight.accounts().map(({ account }) => account);
  };
  return { sight, round };
}

test("an account is asked for by its id also while the server that told it is silent or has just restarted", () => {
  const { sight, round } = byKey();
  round("n1", "n2");
  expect(round("n2")).toEqual(["APP"]);
  const account = sight.account(null, "APP");
  const ways = account ? sight.waysTo(account) : [];
  expect(ways.map(({ kind, api }) => `${kind} ${api.prefix}`)).toContain("import mon.APP");
  const header = ways.find(({ kind }) => kind === "system-header")?.api.headers;
  expect(header).toEqual({ "Nats-Request-Info": JSON.stringify({ acc: "AKEY" }) });
});

test("an account that is configured by its key stands by that only until a server tells its name", () => {
  const { sight, round } = byKey();
  expect(round("n2")).toEqual(["AKEY"]);
  const [entered] = sight.accounts();
  if (entered) entered.names = ok(["ORDERS"]);
  expect(round("n1", "n2")).toEqual(["APP"]);
  expect(round("n2")).toEqual(["APP"]);
});

test("an answer that cannot be read counts once, though a server that is asked alone as well says it twice", () => {
  const system = canned();
  const sight = createSight(bare, { system, imports: system, accounts: new Map() });
  const unread = { message: "n1: health: expected text, got 5", server: "N1" };
  const ofAll = { varz: false, jsz: false, health: true };
  const read = { jsz: new Set<string>(), health: new Set<string>() };
  const problems = [
    { ...unread, of: "health" as const },
    { ...unread, of: null },
  ];
  sight.noteRound({ ofAll, read, changes: null, activeServers: 1, answeredAt: 1, fault: null, problems });
  expect(sight.observe().problems).toEqual([unread.message]);
});

afterEach(() => void vi.useRealTimers());

/** An account that a server lists and that names these streams, and then is listed no more; null: it does not answer. */
async function unlisted(names: string[], then: string[] | null) {
  vi.useFakeTimers({ toFake: ["performance", "Date"] });
  let said: string[] | null = names;
  const wire = cannedWire((subject) => {
    if (subject.endsWith("API.INFO")) return [JSON.stringify({ api: { level: 4 } })];
    return said ? [JSON.stringify({ streams: said, total: said.length, offset: 0, limit: 1024 })] : [];
  });
  const context = { ...bare, accountLookup: "system-header" as const };
  const sight = createSight(context, { system: wire, imports: wire, accounts: new Map() });
  const { identity, jsz } = observedServer("n1");
  if (jsz?.ok) sight.servers.noteJsz(jsz.value, jsz.at);
  sight.servers.endRound(0, NOW);
  const list = (...accounts: string[]) => {
    sight.servers.noteDetail(identity.id, ok({ server: identity, accounts, streams: [] }));
    sight.discoverAccounts();
    return sight.account(null, "APP");
  };
  const ask = async () => {
    const account = sight.account(null, "APP");
    const known = { backOff: createBackOff(steadyNow), trodden: new Set<string>(), system: wire };
    if (account) await askNames(account, sight.waysTo(account), known, true);
    return account?.names;
  };
  list("APP");
  expect(await ask()).toMatchObject({ ok: true, value: names });
  said = then;
  // Not to answer once may be chance.
  await ask();
  expect(await ask()).toMatchObject(then ? { ok: true } : { ok: false });
  /** Its server is started again under another domain. */
  const rename = () => {
    const server = { ...identity, id: "ID-moved", domain: "EDGE" };
    const told = { accounts: ["APP"], streams: [{ ...streamReport("ORDERS"), createdAt: NOW }] };
    sight.servers.noteDetail(identity.id, ok({ server: identity, ...told }));
    sight.servers.endRound(NOW + 1_000, NOW + 1_000);
    if (jsz?.ok) sight.servers.noteJsz({ ...jsz.value, server }, NOW + 2_000);
    sight.servers.noteDetail(server.id, ok({ server, ...told }));
    sight.servers.endRound(NOW + 2_000, NOW + 2_000);
    sight.discoverAccounts();
    return sight.account(null, "APP");
  };
  return { list, ask, rename };
}

test("an account stays while its streams are offline and its names cannot be had, for 10 minutes", async () => {
  const { list, ask } = await unlisted(["ORDERS"], null);
  expect(list()).not.toBeNull();
  vi.advanceTimersByTime(9 * 60_000);
  await ask();
  expect(list()).not.toBeNull();
  vi.advanceTimersByTime(2 * 60_000);
  expect(list()).toBeNull();
});

test("an account whose streams cannot be named goes at once with the last server of its domain, which has another now", async () => {
  const { list, rename } = await unlisted(["ORDERS"], null);
  expect(list("APP")).not.toBeNull();
  expect(rename()).toBeNull();
});

test.each([
  ["that named no streams, and cannot be asked", [], null],
  ["whose streams were deleted", ["ORDERS"], []],
] as const)("an account %s is gone when no server lists it", async (_, names, then) => {
  const { list } = await unlisted([...names], then && [...then]);
  expect(list()).toBeNull();
});

test("that the user may not ask servers for their details is said once, however many there are", () => {
  const system = canned();
  const sight = createSight(bare, { system, imports: system, accounts: new Map() });
  for (const name of ["n1", "n2"]) {
    const { identity, health } = observedServer(name);
    if (health?.ok) sight.servers.noteHealth(health.value, health.at);
    const message = `the user may not publish to $SYS.REQ.SERVER.${identity.id}.JSZ`;
    sight.servers.noteDetail(identity.id, { ok: false, fault: "denied", message, at: 0 });
  }
  sight.servers.endRound(0, NOW);
  expect(sight.observe().problems).toEqual(["the user may not publish to $SYS.REQ.SERVER.*.JSZ"]);
});

test("after a crash the servers count one more than there are: none is said to be missing for that", () => {
  const system = canned();
  const sight = createSight(bare, { system, imports: system, accounts: new Map() });
  const { identity, health } = observedServer("n1");
  const round = (at: number, id: string, activeServers: number) => {
    if (health?.ok) sight.servers.noteHealth({ ...health.value, server: { ...identity, id } }, at);
    const changes = sight.servers.endRound(at, at);
    const rest = {
      ofAll: { varz: true, jsz: true, health: true },
      read: { jsz: new Set<string>(), health: new Set<string>() },
    };
    sight.noteRound({ changes, activeServers, answeredAt: at, fault: null, problems: [], ...rest });
    return coverageOf(sight.observe()).servers;
  };
  expect(round(1_000, "A", 2)).toEqual({ expected: 2, answered: 1 });
  expect(round(2_000, "A", 1)).toEqual({ expected: 1, answered: 1 });
  expect(round(3_000, "B", 2)).toEqual({ expected: 1, answered: 1 });
});
