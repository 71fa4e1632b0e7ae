import { describe, expect, test } from "vitest";
import { standalone } from "#tests/lab/topologies.ts";
import { versions } from "#tests/lab/versions.ts";
import { connectedWire, openWire, problemOf } from "./wires.ts";

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
