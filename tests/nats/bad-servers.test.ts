import { once } from "node:events";
import { createServer } from "node:http";
import { describe, expect, test } from "vitest";
import type { Credentials } from "#lib/model/context.ts";
import type { Wire } from "#lib/nats/wire.ts";
import { until } from "#tests/lab/until.ts";
import { type Fake, fakeNats, fakePort, fakeWebSocket } from "./fake-server.ts";
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

test.for<[string, () => Credentials | null, (wire: Wire) => void]>([
  ["its files cannot be read", () => null, () => {}],
  [
    "reading them fails for a fault of our own",
    () => {
      throw new Error("a fault");
    },
    () => {},
  ],
  [
    "telling of it does",
    () => null,
    (wire) =>
      wire.onStatus(() => {
        throw new Error("a fault");
      }),
  ],
])("a wire whose credentials are refused tries on, where %s", async ([, renew, listen]) => {
  let dials = 0;
  await using fake = await refusing("Authorization Violation", () => dials++);
  await using wire = openWire([fake.url], {}, renew);
  listen(wire);
  await until(() => dials > 2, { what: "the wire to dial again and again" });
});

test("a wire does not dial what a server names beside hosts and ports, and comes back", async () => {
  let welcomes = 0;
  await using fake = await fakeNats(
    (_, socket) => {
      socket.close();
      return [];
    },
    ["127.0.0.1:1/path#fragment"],
  );
  await using wire = openWire([fake.url]);
  wire.onStatus(({ state }) => {
    if (state === "connected") welcomes++;
  });
  for (const times of [1, 2]) {
    await until(() => welcomes === times, { what: `welcome ${times}` });
    await failureOf(ask(wire, "x"));
  }
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

function refusing(words: string, onDial = () => {}): Promise<Fake> {
  return fakeWebSocket((socket) => {
    onDial();
    socket.send(
      Buffer.from('INFO {"server_id":"F","server_name":"f","version":"2.15.2","max_payload":1,"proto":1}\r\n'),
    );
    socket.on("message", () => {
      socket.send(Buffer.from(`-ERR '${words}'\r\n`));
      socket.close();
    });
  });
}
