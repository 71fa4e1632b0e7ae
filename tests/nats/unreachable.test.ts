import { expect, test } from "vitest";
import type { WebSocket } from "ws";
import { until } from "#tests/lab/until.ts";
import { fakeNats, fakePort } from "./fake-server.ts";
import { ask, connectedWire, untilConnected } from "./wires.ts";

test("addresses that a server tells and that lead nowhere from here do not keep the wire from the one that was given", async () => {
  let dials = 0;
  const nowhere = await Promise.all(Array.from({ length: 6 }, () => fakePort(() => dials++)));
  const sockets: WebSocket[] = [];
  const told = nowhere.map(({ port }) => `127.0.0.1:${port}`);
  const answers = (_: string, socket: WebSocket) => {
    sockets.push(socket);
    return [{ body: "{}" }];
  };
  await using server = await fakeNats(answers, told);
  await using wire = await connectedWire([server.url]);
  await ask(wire, "$SYS.REQ.SERVER.PING");
  for (const socket of sockets) socket.terminate();
  await until(() => wire.status().state !== "connected", { what: "the wire to lose its connection" });
  await untilConnected(wire);
  expect(wire.url()).toBe(server.url);
  expect(dials, "how many of them were dialled before").toBeLessThanOrEqual(2);
  await Promise.all(nowhere.map((each) => each[Symbol.asyncDispose]()));
});
