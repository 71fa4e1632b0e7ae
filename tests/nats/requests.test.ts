import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Credentials } from "#lib/model/context.ts";
import { accountInfo, streamNames } from "#lib/nats/jetstream-api.ts";
import { serverJsz } from "#lib/nats/server-jsz.ts";
import { requestInfoHeaders } from "#lib/nats/subjects.ts";
import { pingJsz, pingStatsz, pingVarz } from "#lib/nats/system-api.ts";
import { labAccounts } from "#tests/lab/accounts.ts";
import { createStream } from "#tests/lab/assets.ts";
import { users } from "#tests/lab/client.ts";
import type { Settings } from "#tests/lab/config.ts";
import type { LabSystem } from "#tests/lab/system.ts";
import { standalone } from "#tests/lab/topologies.ts";
import { until } from "#tests/lab/until.ts";
import { versions } from "#tests/lab/versions.ts";
import { app, ask, connectedWire, failureOf } from "./wires.ts";

const varz = "$SYS.REQ.SERVER.PING.VARZ";
const imports = ["INFO", "STREAM.NAMES"].map((what) => ({
  service: { account: "APP", subject: `$JS.API.${what}` },
  to: `mon.APP.${what}`,
}));
const accounts = {
  ...labAccounts,
  SYS: {
    users: [
      ...labAccounts.SYS.users,
      user("blind", { publish: "$SYS.REQ.SERVER.PING.JSZ", subscribe: "_INBOX.>" }),
      user("deaf", { publish: "$SYS.REQ.SERVER.PING.VARZ", subscribe: "own.>" }),
    ],
    imports,
  },
  APP: { ...labAccounts.APP, exports: imports.map(({ service }) => ({ service: service.subject })) },
  BARE: { users: [user("bare", {})] },
};

let system: LabSystem;
let urls: string[];

beforeAll(async () => {
  system = await standalone(versions.v2_15, { settings: () => ({ accounts }) });
  urls = system.websocketUrls;
  await using client = await system.openClient(users.app);
  await createStream(client, "ORDERS");
});
afterAll(() => system[Symbol.asyncDispose]());

function user(name: string, permissions: { publish?: string; subscribe?: string }) {
  return { user: name, password: name, permissions };
}

function as(name: string): { credentials: Credentials } {
  return { credentials: { kind: "user", user: name, password: name } };
}

const never = { timeout: 60_000 };

describe("a request that cannot be answered ends at once and says why", () => {
  test("a user outside the system account: nobody listens", async () => {
    await using wire = await connectedWire(urls, { credentials: app });
    expect(await pingVarz(wire, never)).toMatchObject({
      ok: false,
      fault: "no-responders",
      message: expect.stringMatching(/nobody listens on \$SYS.REQ.SERVER.PING.VARZ.*system account/),
    });
  });

  test("a missing publish permission names the subject, and other requests go on", async () => {
    await using wire = await connectedWire(urls, as("blind"));
    const [denied, allowed] = await Promise.all([
      pingVarz(wire, never),
      pingJsz(wire, { timeout: 5_000, expected: { count: 1 } }),
    ]);
    expect(denied).toMatchObject({
      ok: false,
      fault: "denied",
      message: expect.stringMatching(/may not publish to \$SYS.REQ.SERVER.PING.VARZ: allow it/),
    });
    expect(allowed).toMatchObject({ ok: true, value: { problems: [] } });
  });

  test("a missing subscribe permission names the inbox; with the inbox prefix of the user it works", async () => {
    await using wire = await connectedWire(urls, as("deaf"));
    const failure = await failureOf(ask(wire, varz, never));
    expect(failure).toMatchObject({
      fault: "denied",
      message: expect.stringMatching(/subscribe to _INBOX\..*inbox prefix/),
    });
    await using allowed = await connectedWire(urls, { ...as("deaf"), inboxPrefix: "own.inbox" });
    expect(await ask(allowed, varz)).toHaveLength(1);
  });

  test("permissions granted and revoked while connected count at once", async () => {
    await using wire = await connectedWire(urls, as("deaf"));
    await failureOf(ask(wire, varz, never));
    const grant = (subscribe: string): Partial<Settings> => {
      const granted = user("deaf", { publish: varz, subscribe });
      return { accounts: { ...accounts, SYS: { users: [...labAccounts.SYS.users, granted], imports } } };
    };
    await system.server("n1").reload(grant("_INBOX.>"));
    await until(async () => (await ask(wire, varz)).length === 1, { what: "the granted permission to count" });
    await system.server("n1").reload(grant("own.>"));
    await until(async () => (await failureOf(ask(wire, varz))).fault === "denied", { what: "the revoked one" });
    await system.server("n1").reload({ accounts });
  });

  test("JetStream off in the account: the API's own code", async () => {
    await using wire = await connectedWire(urls, as("bare"));
    const api = { wire, prefix: "$JS.API", account: "BARE", domain: null };
    expect(await accountInfo(api)).toMatchObject({ ok: false, fault: "unavailable", code: 10039 });
  });

  test("JetStream off in the server: nobody listens, or its own code", async () => {
    await using off = await standalone(versions.v2_15, { awaitReady: false, settings: () => ({ jetstream: false }) });
    await using wire = await connectedWire(off.websocketUrls, { credentials: app });
    const api = { wire, prefix: "$JS.API", account: "APP", domain: null };
    const probe = await accountInfo(api);
    expect(probe.ok || probe.fault === "no-responders" || probe.code === 10076).toBe(true);
    expect(probe.ok).toBe(false);
    await using sysWire = await connectedWire(off.websocketUrls);
    expect(await pingJsz(sysWire, { timeout: 5_000, expected: { count: 1 } })).toMatchObject({
      ok: true,
      value: { answers: [{ disabled: true, apiLevel: null, server: { jetstream: false } }] },
    });
  });

  test("a server that is not there", async () => {
    await using wire = await connectedWire(urls);
    const options = { ...never, streams: true, consumers: true, config: true };
    expect(await serverJsz(wire, "NOBODY", options)).toMatchObject({ ok: false, fault: "no-responders" });
  });

  test("a name that is no subject never reaches the protocol", async () => {
    await using wire = await connectedWire(urls);
    for (const subject of ["a b", "a.\r\nPUB x 0", "a..b", "a.*", ">", ""]) {
      expect(await failureOf(ask(wire, subject))).toMatchObject({ fault: "malformed" });
    }
    expect(await ask(wire, varz)).toHaveLength(1);
  });

  test("a closed wire", async () => {
    const wire = await connectedWire(urls);
    const waiting = failureOf(ask(wire, "$SYS.REQ.SERVER.PING.JSZ", { replies: 5, timeout: 60_000 }));
    await wire.close();
    expect(await waiting).toMatchObject({ fault: "closed" });
    expect(await failureOf(ask(wire, varz))).toMatchObject({ fault: "closed" });
  });
});

describe("the ways to an account's JetStream API", () => {
  test.for([
    ["a user of the account", app, "$JS.API", undefined],
    ["imports under a prefix", undefined, "mon.APP", undefined],
    ["the system account's header", undefined, "$JS.API", requestInfoHeaders("APP")],
  ] as const)("%s", async ([, credentials, prefix, headers]) => {
    await using wire = await connectedWire(urls, credentials ? { credentials } : {});
    const api = { wire, prefix, account: "APP", domain: null, ...(headers && { headers }) };
    expect(await streamNames(api)).toMatchObject({ ok: true, value: ["ORDERS"] });
    expect(await accountInfo(api)).toMatchObject({ ok: true, value: { domain: null } });
  });
});

test("replies that come after a request has ended are dropped", async () => {
  await using wire = await connectedWire(urls);
  const first = await ask(wire, varz);
  const many = await ask(wire, varz, { replies: 2, timeout: 300 });
  expect([first, many].map((replies) => replies.length)).toEqual([1, 1]);
});

test("who should answer may be told by count, by id, or by the servers themselves", async () => {
  await using wire = await connectedWire(urls);
  const byCount = await pingVarz(wire, { ...never, expected: { count: 1 } });
  const id = byCount.ok ? (byCount.value.answers[0]?.server.id ?? "") : "";
  expect(await pingVarz(wire, { ...never, expected: { count: null, ids: [id] } })).toMatchObject({ ok: true });
  expect(await pingStatsz(wire, never)).toMatchObject({ ok: true, value: { activeServers: 1 } });
  const partial = await pingVarz(wire, { timeout: 300, expected: { count: null, ids: [id, "GONE"] } });
  expect(partial).toMatchObject({ ok: true, value: { answers: [{ server: { id } }], problems: [] } });
});
