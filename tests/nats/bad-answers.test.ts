import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { streamInfo, streamNames } from "#lib/nats/jetstream-api.ts";
import { pingVarz } from "#lib/nats/system-api.ts";
import { fakeNats } from "./fake-server.ts";
import { ask, connectedWire, failureOf } from "./wires.ts";

describe("an answer that cannot be used is a fault with its place, and the wire goes on", () => {
  const server = '"server":{"name":"n1","id":"N1","ver":"2.15.2","jetstream":true}';
  test.for<[string, Parameters<typeof fakeNats>[0], RegExp]>([
    ["no JSON", () => [{ body: "garbage" }], /varz: not JSON/],
    ["nothing", () => [{ body: "" }], /varz: not JSON: an empty body/],
    ["half an answer", () => [{ body: `{${server},"data":{` }], /varz: not JSON/],
    ["no object", () => [{ body: "[]" }], /varz: expected object, got an array/],
    ["no server", () => [{ body: '{"data":{}}' }], /varz\.server: expected object, got nothing/],
    ["no data", () => [{ body: `{${server}}` }], /n1: varz\.data: expected object, got nothing/],
    [
      "a wrong type",
      () => [{ body: `{${server},"data":{"jetstream":"much"}}` }],
      /n1: varz\.data\.jetstream: expected object, got "much"/,
    ],
    ["an error", () => [{ body: `{${server},"error":{"code":500,"description":"no"}}` }], /n1: varz: error 500: no/],
    ["no gzip", () => [{ headers: "\r\nContent-Encoding: gzip", body: "plain" }], /varz: cannot be unpacked/],
    [
      "half a gzip",
      () => [{ headers: "\r\nContent-Encoding: gzip", body: gzipSync("{}").subarray(0, 15) }],
      /unpacked/,
    ],
    ["another packing", () => [{ headers: "\r\nContent-Encoding: snappy", body: "x" }], /unknown encoding snappy/],
  ])("%s", async ([, answers, message]) => {
    await using fake = await fakeNats(answers);
    await using wire = await connectedWire([fake.url]);
    const probe = await pingVarz(wire, { timeout: 5_000, expected: { count: 1 } });
    expect(probe).toMatchObject({
      ok: true,
      value: { answers: [], problems: [{ message: expect.stringMatching(message) }] },
    });
  });

  test("a good answer beside a bad one counts", async () => {
    const good = `{${server},"data":{"start":"2026-01-01T00:00:00Z"}}`;
    await using fake = await fakeNats(() => [{ body: "garbage" }, { body: good }]);
    await using wire = await connectedWire([fake.url]);
    const probe = await pingVarz(wire, { timeout: 5_000, expected: { count: 2 } });
    expect(probe).toMatchObject({
      ok: true,
      value: { answers: [{ startedAt: Date.UTC(2026, 0) }], problems: [{ server: null }] },
    });
  });

  test("nobody answers: a timeout, never an empty list", async () => {
    await using fake = await fakeNats(() => []);
    await using wire = await connectedWire([fake.url]);
    expect(await pingVarz(wire, { timeout: 50 })).toMatchObject({ ok: false, fault: "timeout" });
    const api = { wire, prefix: "$JS.API", account: "APP", domain: null };
    expect(await streamInfo(api, "S", { timeout: 50 })).toMatchObject({ ok: false, fault: "timeout" });
  });

  test("answers without end are cut at the request's budget", async () => {
    await using fake = await fakeNats(() => Array.from({ length: 10 }, () => ({ body: "x".repeat(1000) })));
    await using wire = await connectedWire([fake.url]);
    const failure = await failureOf(ask(wire, "flood", { replies: 100, maxBytes: 5_000 }));
    expect(failure).toMatchObject({ fault: "malformed", message: "the replies to flood exceed 5000 bytes" });
  });

  test("an API that names pages without end is not followed", async () => {
    const page = { type: "x", total: 1e9, offset: 0, limit: 1, streams: ["A"] };
    await using fake = await fakeNats(() => [{ body: JSON.stringify(page) }]);
    await using wire = await connectedWire([fake.url]);
    const api = { wire, prefix: "$JS.API", account: "APP", domain: null };
    expect(await streamNames(api)).toMatchObject({
      ok: false,
      fault: "malformed",
      message: expect.stringMatching(/pages/),
    });
  });
});

test.each([
  ["what is no protocol", "%%%\r\n"],
  ["half a message, and then nothing", "MSG a 1 100000\r\n{"],
])("a server that says %s after its welcome is noticed, and left", async (_, words) => {
  await using fake = await fakeNats((_, socket) => {
    socket.send(Buffer.from(words));
    return [];
  });
  await using wire = await connectedWire([fake.url]);
  const failure = await failureOf(ask(wire, "anything", { timeout: 60_000 }));
  expect(failure).toMatchObject({ fault: "closed", message: expect.stringMatching(/no longer answers pings/) });
});
