import { once } from "node:events";
import { createServer } from "node:http";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { streamNames } from "#lib/nats/jetstream-api.ts";
import { pingVarz } from "#lib/nats/system-api.ts";
import { standalone } from "#tests/lab/topologies.ts";
import { versions } from "#tests/lab/versions.ts";
import { type Fake, fakeNats, fakePort, fakeWebSocket } from "./fake-server.ts";
import { ask, connectedWire, failureOf, openWire, problemOf } from "./wires.ts";

describe("names what is wrong with the address", () => {
  test.for<[string, string, RegExp, RegExp]>([
    [
      "a port where nothing listens",
      "ws://127.0.0.1:9",
      /^ws:\/\/127.0.0.1:9 refuses the connection/,
      /websocket block/,
    ],
    ["a host that does not exist", "ws://nats.invalid:80", /host name has no address/, /DNS/],
    ["a NATS URL", "nats://n1.example:4222", /NATS client port, not of a WebSocket/, /ws:\/\/n1.example:8080/],
    ["a NATS URL with TLS", "tls://n1.example:4222", /NATS client port/, /wss:\/\/n1.example:8080/],
    ["no scheme", "n1.example:8080", /"n1.example:8080" has no scheme/, /ws:\/\/n1.example:8080 or wss:/],
    ["another scheme", "http://n1.example", /has the scheme http/, /ws:\/\/host:port/],
    ["no host", "ws://", /is no URL/, /ws:\/\/host:port/],
    ["credentials inside", "ws://me:secret@n1.example", /^ws:\/\/n1.example carries credentials/, /Take them out/],
    ["credentials and no scheme", "me:secret@n1.example:8080", /^"n1.example:8080" has no scheme/, /ws:\/\/n1/],
  ])("%s", async ([, url, message, remedy]) => {
    await using wire = openWire([url]);
    const problem = await problemOf(wire);
    expect(problem.message).toMatch(message);
    expect(problem.remedy).toMatch(remedy);
    expect(JSON.stringify([wire.lines, wire.status()])).not.toContain("secret");
  });

  test("of two addresses one is no URL: the other is used, and the log names the bad one", async () => {
    await using system = await standalone(versions.v2_15, { awaitReady: false });
    await using wire = await connectedWire(["nats://127.0.0.1:4222", ...system.websocketUrls]);
    expect(wire.lines[0]).toMatch(/nats:\/\/127.0.0.1:4222 is the address of a NATS client port/);
  });

  test("a real server's NATS client port, with ws and with wss", async () => {
    await using system = await standalone(versions.v2_15, { awaitReady: false });
    const { port } = new URL(system.server("n1").clientUrl);
    await using plain = openWire([`ws://127.0.0.1:${port}`]);
    expect((await problemOf(plain)).message).toMatch(/does not answer with HTTP/);
    await using secure = openWire([`wss://127.0.0.1:${port}`]);
    expect((await problemOf(secure)).message).toMatch(/does not speak TLS/);
  });
});

describe("names what is wrong with what answers", () => {
  test.for<[string, () => Promise<Fake>, RegExp]>([
    ["HTTP without a WebSocket", () => fakeHttp(404), /answers HTTP 404, not with a WebSocket/],
    [
      "a port that closes at once",
      () => fakePort((socket) => socket.destroy()),
      /closed the connection without an answer/,
    ],
    ["a port that says nothing", () => fakePort(() => {}), /was dialled but did not answer within 2000 ms/],
    ["a WebSocket that says nothing", () => fakeWebSocket(() => {}), /opened a WebSocket but did not answer within/],
    [
      "a WebSocket that is no NATS",
      () => fakeWebSocket((s) => s.send(Buffer.from("HELLO\r\n"))),
      /does not speak NATS/,
    ],
    [
      "a WebSocket of texts",
      () => fakeWebSocket((s) => s.send("hello\r\n")),
      /did not answer within|does not speak NATS/,
    ],
    ["half an INFO", () => fakeWebSocket((s) => s.send(Buffer.from('INFO {"server_id'))), /did not answer within/],
    ["an INFO that is no JSON", () => fakeWebSocket((s) => s.send(Buffer.from("INFO {{\r\n"))), /does not speak NATS/],
    ["a WebSocket that closes with words", () => fakeWebSocket((s) => s.close(1001, "going away")), /\(going away\)/],
    ["a server that is full", () => refusing("maximum connections exceeded"), /\(maximum connections exceeded\)/],
  ])("%s", async ([, start, message]) => {
    await using fake = await start();
    await using wire = openWire([fake.url]);
    const problem = await problemOf(wire);
    expect(problem.message).toContain(fake.url);
    expect(problem.message).toMatch(message);
    expect(problem.remedy).not.toBe("");
    expect(await failureOf(ask(wire, "$SYS.REQ.SERVER.PING.VARZ"))).toMatchObject({
      fault: "closed",
      message: problem.message,
    });
  });
});

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
      () => [{ body: `{${server},"data":{"mem":"much"}}` }],
      /n1: varz\.data\.mem: expected number, got "much"/,
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
    const good = `{${server},"data":{"mem":7}}`;
    await using fake = await fakeNats(() => [{ body: "garbage" }, { body: good }]);
    await using wire = await connectedWire([fake.url]);
    const probe = await pingVarz(wire, { timeout: 5_000, expected: { count: 2 } });
    expect(probe).toMatchObject({ ok: true, value: { answers: [{ memory: 7 }], problems: [{ server: null }] } });
  });

  test("nobody answers: a timeout, never an empty list", async () => {
    await using fake = await fakeNats(() => []);
    await using wire = await connectedWire([fake.url]);
    expect(await pingVarz(wire, { timeout: 50 })).toMatchObject({ ok: false, fault: "timeout" });
    const api = { wire, prefix: "$JS.API", account: "APP", domain: null };
    expect(await streamNames(api, { timeout: 50 })).toMatchObject({ ok: false, fault: "timeout" });
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

async function fakeHttp(status: number): Promise<Fake> {
  const server = createServer((_, response) => response.writeHead(status).end("no")).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const close = () => {
    server.closeAllConnections();
    server.close();
    return once(server, "close").then(() => {});
  };
  return { port, url: `ws://127.0.0.1:${port}`, [Symbol.asyncDispose]: close };
}

function refusing(words: string): Promise<Fake> {
  return fakeWebSocket((socket) => {
    socket.send(
      Buffer.from('INFO {"server_id":"F","server_name":"f","version":"2.15.2","max_payload":1,"proto":1}\r\n'),
    );
    socket.on("message", () => {
      socket.send(Buffer.from(`-ERR '${words}'\r\n`));
      socket.close();
    });
  });
}
