import { expect, test } from "vitest";
import { users } from "../lab/client.ts";
import { askApi } from "../lab/jetstream-api.ts";
import { until } from "../lab/until.ts";
import { startTrio, without } from "./trio.ts";
import { watchLab } from "./watch-lab.ts";

test("a server that is removed from the meta group runs on without JetStream: what it alone holds is down", async () => {
  const { system, online } = await startTrio();
  await using _system = system;
  await using watch = await watchLab(system);
  await watch.awaitPicture(online);

  await using sys = await system.openClient(users.sys, "n1");
  expect(await askApi(sys, "SERVER.REMOVE", { peer: "n3" })).toMatchObject({ success: true });
  // The others take n3 out of its groups of three.
  const {
    "APP/everywhere": _,
    "APP/everywhere/reader": __,
    ...alone
  } = without("n3", "missing", "jetstream-disabled", "JetStream not enabled (10076)");
  await watch.awaitPicture({ ...online, ...alone });
});

test("a cluster is restarted without JetStream, server by server: all is down, and that it runs nowhere is said", async () => {
  const { system, online } = await startTrio();
  await using _system = system;
  await using watch = await watchLab(system);
  await watch.awaitPicture(online);

  for (const server of system.servers) await server.restart({ change: { jetstream: false } });
  const hosts = system.servers.map(({ name }) => name);
  const off = "inferred jetstream-disabled";
  await watch.awaitPicture({
    ...Object.assign({}, ...hosts.map((host) => without(host, "missing", "jetstream-disabled"))),
    "APP/everywhere": [`unavailable, ${off}`, ...hosts.map((host) => `${host} missing`)].join(" | "),
    "APP/everywhere/reader": [
      "unavailable, inferred stream-offline",
      ...hosts.map((host) => `${host} missing (${off})`),
    ].join(" | "),
  });
  const findings = () => Object.values(watch.store.current().board.findings);
  const isSaid = () =>
    findings().some(({ severity, title }) => severity === "critical" && title === "JetStream runs on no server");
  await until(isSaid, { what: "an alarm that JetStream runs on no server" });
  expect(watch.store.current().board.head.status).toBe("critical");
});
