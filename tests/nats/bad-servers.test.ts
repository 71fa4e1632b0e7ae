import { once } from "node:events";
import { createServer } from "node:http";
import { describe, expect, test } from "vitest";
import { until } from "#tests/lab/until.ts";
import { type Fake, fakePort, fakeWebSocket } from "./fake-server.ts";
import { ask, failureOf, openWire, problemOf } from "./wires.ts";

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

test("what a server says is logged on one line, without what steers a terminal", async () => {
  await using fake = await fakeWebSocket((socket) => socket.close(1001, "away\u001b[2J\nall is well"));
  await using wire = openWire([fake.url]);
  const [line] = await until(() => wire.lines.length > 0 && wire.lines, { what: "a line of the log" });
  expect(line).toContain("(away[U+001B][2J[U+000A]all is well)");
});

test.for<[string, (onDial: () => void) => Promise<Fake>]>([
  ["a port", (onDial) => fakePort(onDial)],
  ["a WebSocket", (onDial) => fakeWebSocket(onDial)],
])("closing does not wait for %s that says nothing", async ([, start]) => {
  const dials: number[] = [];
  await using fake = await start(() => dials.push(performance.now()));
  const wire = openWire([fake.url]);
  await until(() => dials.length > 1, { what: "the wire to dial again" });
  // The second dial would take twice as long as the first.
  const closedAt = performance.now();
  await wire.close();
  const [first = 0, second = 0] = dials;
  expect(performance.now() - closedAt, "shorter than one dial").toBeLessThan((second - first) / 2);
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
