import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { LabServer } from "#tests/lab/server.ts";
import type { LabSystem } from "#tests/lab/system.ts";
import { cluster, standalone } from "#tests/lab/topologies.ts";
import { until } from "#tests/lab/until.ts";
import { versions } from "#tests/lab/versions.ts";
import { ask, connectedWire, failureOf, openWire, type TestWire, untilConnected } from "./wires.ts";

const varz = "$SYS.REQ.SERVER.PING.VARZ";

describe("in a cluster", () => {
  let system: LabSystem;

  beforeEach(async () => {
    system = await cluster([versions.v2_15, versions.v2_15, versions.v2_15], {
      awaitReady: false,
      settings: () => ({ jetstream: false }),
    });
    await using client = await system.openClient();
    await until(() => client.info?.connect_urls?.length === 3, { what: "the servers to know each other" });
  });
  afterEach(() => system[Symbol.asyncDispose]());

  function serverOf(wire: TestWire): LabServer {
    const found = system.servers.find((server) => server.websocketUrl === wire.url());
    if (!found) throw new Error(`connected to no server of the lab: ${wire.url()}`);
    return found;
  }

  async function untilElsewhere(wire: TestWire, lost: LabServer): Promise<void> {
    const isElsewhere = () => wire.url() !== undefined && wire.url() !== lost.websocketUrl;
    await until(isElsewhere, { what: `the wire to leave ${lost.name}` });
    expect((await ask(wire, varz)).length).toBeGreaterThan(0);
  }

  test("a killed server: waiting requests end at once, the next go to another server", async () => {
    await using wire = await connectedWire(system.websocketUrls);
    const lost = serverOf(wire);
    const states: string[] = [];
    const undo = wire.onStatus(({ state }) => states.push(state));
    const waiting = failureOf(ask(wire, varz, { replies: 99, timeout: 60_000 }));
    await lost.kill();
    expect(await waiting).toMatchObject({ fault: "closed", message: expect.stringContaining(lost.websocketUrl) });
    await untilElsewhere(wire, lost);
    undo();
    expect(states).toEqual(["disconnected", "connected"]);
  });

  test("of one address given, the others are learned from the servers", async () => {
    const [first] = system.servers;
    await using wire = await connectedWire([first?.websocketUrl ?? ""]);
    for (const _ of [1, 2]) {
      const lost = serverOf(wire);
      await until(async () => (await ask(wire, varz, { replies: 2 })).length === 2, { what: "two servers to answer" });
      await lost.kill();
      await untilElsewhere(wire, lost);
    }
  });

  test("a frozen server is noticed, and left for another", async () => {
    await using wire = await connectedWire(system.websocketUrls);
    const lost = serverOf(wire);
    lost.freeze();
    await untilElsewhere(wire, lost);
    expect(wire.lines.join("\n")).toContain("no longer answers pings");
  });

  test("a server in lame duck mode is left before it stops to answer", async () => {
    await using wire = await connectedWire(system.websocketUrls);
    const lost = serverOf(wire);
    process.kill(lost.pid ?? 0, "SIGUSR2");
    await untilElsewhere(wire, lost);
    expect(wire.lines.join("\n")).toContain("is shutting down (lame duck mode)");
  });

  test("all servers down: disconnected with the cause, and back when one is", async () => {
    await using wire = await connectedWire(system.websocketUrls);
    await Promise.all(system.servers.map((server) => server.kill()));
    const problem = await until(() => /refuses the connection/.test(wire.status().problem?.message ?? ""), {
      what: "the cause to be named",
    }).then(() => wire.status());
    expect(problem).toMatchObject({ state: "disconnected" });
    expect(await failureOf(ask(wire, varz))).toMatchObject({ fault: "closed" });
    await system.server("n2").start();
    await untilConnected(wire);
    expect(serverOf(wire).name).toBe("n2");
    expect(await ask(wire, varz)).toHaveLength(1);
  });

  test("a frozen server among those to choose from costs one short wait", async () => {
    await using wire = await connectedWire(system.websocketUrls.slice(0, 2));
    const lost = serverOf(wire);
    for (const other of system.servers) if (other !== lost && other.name !== "n3") other.freeze();
    await lost.kill();
    await untilElsewhere(wire, lost);
    expect(serverOf(wire).name).toBe("n3");
  });
});

describe("one server", () => {
  test("restarted as a newer version: the wire comes back by itself", async () => {
    await using system = await standalone(versions.v2_12, { awaitReady: false });
    await using wire = await connectedWire(system.websocketUrls);
    const before = wire.status();
    await system.server("n1").restart({ version: versions.v2_15 });
    await until(() => wire.status() !== before && wire.url(), { what: "the wire to come back" });
    expect(await ask(wire, varz)).toHaveLength(1);
  });

  test("started after the wire: nothing is given up", async () => {
    await using system = await standalone(versions.v2_15, { awaitReady: false });
    await system.server("n1").stop();
    await using wire = openWire(system.websocketUrls);
    await until(() => wire.status().problem, { what: "the refusal" });
    expect(wire.status().state).toBe("connecting");
    await system.server("n1").start();
    await untilConnected(wire);
  });

  test("a wire that is closed while it tries ends, and says no more", async () => {
    const wire = openWire(["ws://127.0.0.1:9"]);
    await until(() => wire.status().problem, { what: "the refusal" });
    await wire.close();
    const said = wire.lines.length;
    expect(await failureOf(ask(wire, varz))).toMatchObject({ fault: "closed" });
    expect(wire.lines).toHaveLength(said);
  });
});
