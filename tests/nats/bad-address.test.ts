import { describe, expect, test } from "vitest";
import { standalone } from "#tests/lab/topologies.ts";
import { versions } from "#tests/lab/versions.ts";
import { openWire, problemOf } from "./wires.ts";

describe("names what is wrong with the address", () => {
  test.for<[string, string, RegExp, RegExp]>([
    [
      "a port where nothing listens",
      "ws://127.0.0.1:9",
      /^ws:\/\/127.0.0.1:9 refuses the connection/,
      /websocket block/,
    ],
    ["a host that does not exist", "ws://nats.invalid:80", /host name has no address/, /DNS/],
  ])("%s", async ([, url, message, remedy]) => {
    await using wire = openWire([url]);
    const problem = await problemOf(wire);
    expect(problem.message).toMatch(message);
    expect(problem.remedy).toMatch(remedy);
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
