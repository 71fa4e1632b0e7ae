import { afterAll, beforeAll, expect, test } from "vitest";
import { consumerInfo, consumerNames, streamInfo, streamList, streamNames } from "#lib/nats/jetstream-api.ts";
import { serverJsz } from "#lib/nats/server-jsz.ts";
import { labAccounts } from "#tests/lab/accounts.ts";
import { createConsumer, createStream } from "#tests/lab/assets.ts";
import { users } from "#tests/lab/client.ts";
import type { LabSystem } from "#tests/lab/system.ts";
import { standalone } from "#tests/lab/topologies.ts";
import { versions } from "#tests/lab/versions.ts";
import { app, connectedWire } from "./wires.ts";

/** Above a page of names, which is 1024; a page of a list is 256. */
const streamCount = 1_100;
const consumerCount = 300;
const atOnce = 50;

let system: LabSystem;

beforeAll(async () => {
  system = await standalone(versions.v2_15);
  await using client = await system.openClient(users.app);
  await each(streamCount, (index) => createStream(client, nameOf("S", index), { config: { storage: "memory" } }));
  await each(consumerCount, (index) => createConsumer(client, nameOf("S", 0), nameOf("C", index)));
});
afterAll(() => system[Symbol.asyncDispose]());

async function each(count: number, make: (index: number) => Promise<unknown>): Promise<void> {
  for (let start = 0; start < count; start += atOnce) {
    const part = Array.from({ length: Math.min(atOnce, count - start) }, (_, offset) => make(start + offset));
    await Promise.all(part);
  }
}

function nameOf(prefix: string, index: number): string {
  return `${prefix}${String(index).padStart(4, "0")}`;
}

function namesOf(prefix: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => nameOf(prefix, index));
}

test("names and lists are complete beyond one page", async () => {
  await using wire = await connectedWire(system.websocketUrls, { credentials: app });
  const api = { wire, prefix: "$JS.API", account: "APP", domain: null };
  const names = await streamNames(api);
  expect(names.ok && names.value.toSorted()).toEqual(namesOf("S", streamCount));
  const list = await streamList(api);
  expect(list.ok && list.value.streams.map(({ name }) => name).toSorted()).toEqual(namesOf("S", streamCount));
  const consumers = await consumerNames(api, "S0000");
  expect(consumers.ok && consumers.value.toSorted()).toEqual(namesOf("C", consumerCount));
});

test("an asset is found, or is not there", async () => {
  await using wire = await connectedWire(system.websocketUrls, { credentials: app });
  const api = { wire, prefix: "$JS.API", account: "APP", domain: null };
  expect(await streamInfo(api, "S0000")).toMatchObject({
    ok: true,
    value: [{ kind: "found", value: { account: "APP", name: "S0000", state: { consumers: consumerCount } } }],
  });
  expect(await consumerInfo(api, "S0000", "C0000")).toMatchObject({
    ok: true,
    value: [{ kind: "found", value: { name: "C0000" } }],
  });
  expect(await streamInfo(api, "NONE")).toMatchObject({ ok: true, value: [{ kind: "not-found" }] });
  expect(await consumerInfo(api, "S0000", "NONE")).toMatchObject({ ok: true, value: [{ kind: "not-found" }] });
});

test.each([
  ["with a total", versions.v2_15],
  ["by a server that gives no total and no order", versions.v2_10],
])("JSZ is complete beyond one page of accounts, %s", async (_, version) => {
  const names = ["A", "B", "C", "D", "E"];
  const accounts = Object.fromEntries(
    names.map((name) => [name, { jetstream: "enabled", users: [{ user: name, password: name }] }]),
  );
  const settings = () => ({ accounts: { ...labAccounts, ...accounts } });
  await using many = await standalone(version, { settings });
  for (const name of names) {
    await using client = await many.openClient({ user: name, pass: name });
    await createStream(client, `OF_${name}`);
  }
  await using wire = await connectedWire(many.websocketUrls);
  const status = wire.status();
  const id = status.state === "connected" ? status.serverId : "";
  const options = { timeout: 10_000, streams: true, consumers: false, config: true };
  for (const limit of [2, 3, 1024]) {
    const probe = await serverJsz(wire, id, { ...options, limit });
    expect(probe).toMatchObject({
      ok: true,
      value: { server: { id } },
    });
    expect(probe.ok && probe.value.accounts.toSorted()).toEqual(["A", "APP", "B", "BILLING", "C", "D", "E"]);
    expect(probe.ok && probe.value.streams.map(({ account, name }) => `${account} ${name}`).toSorted()).toEqual(
      names.map((name) => `${name} OF_${name}`),
    );
  }
  const asked: string[] = [];
  const counted: typeof wire = {
    ...wire,
    request(subject, body, how) {
      asked.push(body);
      return wire.request(subject, body, how);
    },
  };
  for (const [account, accounts] of [
    ["D", ["D"]],
    ["NONE", []],
  ] as const) {
    const probe = await serverJsz(counted, id, { ...options, limit: 2, account });
    expect(probe).toMatchObject({
      ok: true,
      value: { accounts, streams: accounts.map((name) => ({ name: `OF_${name}` })) },
    });
  }
  expect(asked, "one account takes one request").toHaveLength(2);
});
