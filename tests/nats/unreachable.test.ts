import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import type { WebSocket } from "ws";
import { until } from "#tests/lab/until.ts";
import { fakeNats, fakePort } from "./fake-server.ts";
import { ask, connectedWire, untilConnected } from "./wires.ts";

test("addresses that a server tells and that lead nowhere from here do not keep the wire from the one that was given", async () => {
  const nowhere = await Promise.all(Array.from({ length: 6 }, () => fakePort(() => {})));
  const sockets: WebSocket[] = [];
  const told = nowhere.map(({ port }) => `127.0.0.1:${port}`);
  const answers = (_: string, socket: WebSocket) => {
    sockets.push(socket);
    return [{ body: "{}" }];
  };
  await using server = await fakeNats(answers, told);
  await using wire = await connectedWire([server.url]);
  await ask(wire, "$SYS.REQ.SERVER.PING");
  // One that ends at once is not dialled at once.
  await sleep(2_500);
  for (const socket of sockets) socket.terminate();
  await until(() => wire.status().state !== "connected", { what: "the wire to lose its connection" });
  const since = performance.now();
  await untilConnected(wire);
  expect(wire.url()).toBe(server.url);
  expect(performance.now() - since, "no longer than two of them take").toBeLessThan(6_000);
  await Promise.all(nowhere.map((each) => each[Symbol.asyncDispose]()));
});
