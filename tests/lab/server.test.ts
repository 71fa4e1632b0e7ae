import { expect, test } from "vitest";
import { createStream, publish } from "./assets.ts";
import { askServers, users } from "./client.ts";
import { JetStreamApiError, requestApi } from "./jetstream-api.ts";
import { standalone } from "./topologies.ts";
import { until } from "./until.ts";
import { allVersions, releases, versions } from "./versions.ts";

test.each(allVersions)("a server %s runs alone and reports the API level of its release", async (version) => {
  await using system = await standalone(version);
  await using admin = await system.openClient();
  const [reply] = await askServers(admin, "$SYS.REQ.SERVER.PING.VARZ", { replies: 1 });
  const data = reply?.data as { jetstream: { stats: { api: { level?: number } } } } | undefined;
  expect(reply?.server).toMatchObject({ name: "n1", ver: version, tags: ["server:n1"] });
  expect(data?.jetstream.stats.api.level ?? null).toBe(releases[version].apiLevel);
});

test("a stream that needs level 4 is offline with its reason on 2.12, and back on 2.15", async () => {
  await using system = await standalone(versions.v2_15);
  await using before = await system.openClient(users.app);
  await createStream(before, "BATCHES", { feature: "fastBatch" });
  await publish(before, "BATCHES", 2);

  await system.server("n1").restart({ version: versions.v2_12 });
  await system.ready();
  await using older = await system.openClient(users.app);
  const refusal = await requestApi(older, "STREAM.INFO.BATCHES").catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(JetStreamApiError);
  expect(refusal).toMatchObject({
    code: 500,
    errCode: 10194,
    description: 'stream is offline: unsupported - config error: unknown field "allow_batched"',
  });

  await system.server("n1").restart({ version: versions.v2_15 });
  await system.ready();
  await using newer = await system.openClient(users.app);
  expect(await requestApi(newer, "STREAM.INFO.BATCHES")).toMatchObject({ state: { messages: 2 } });
});

test("a killed server closes its connections, and comes back on the same ports with its streams", async () => {
  await using system = await standalone(versions.v2_15);
  const server = system.server("n1");
  const { pid, websocketUrl } = server;
  await using app = await system.openClient(users.app);
  await createStream(app, "KEPT");

  await server.kill();
  await app.closed();
  expect(server.pid).toBeUndefined();

  await server.start();
  await system.ready();
  expect(server.websocketUrl).toBe(websocketUrl);
  expect(server.pid).not.toBe(pid);
  await using again = await system.openClient(users.app);
  expect(await requestApi(again, "STREAM.INFO.KEPT")).toMatchObject({ config: { name: "KEPT" } });
});

test("a frozen server is silent, and answers again once thawed", async () => {
  await using system = await standalone(versions.v2_15);
  const server = system.server("n1");
  await using admin = await system.openClient();
  await server.freeze();
  expect(server.isAnswering).toBe(false);
  const ask = () => askServers(admin, "$SYS.REQ.SERVER.PING", { replies: 1, deadline: 300 });
  await expect(ask()).rejects.toThrow("1 replies");
  server.thaw();
  await until(ask, { what: "the thawed server to answer" });
});

test("a reload lets a new user in, and a refused reload throws the server's words", async () => {
  await using system = await standalone(versions.v2_15);
  const server = system.server("n1");
  const added = { user: "late", pass: "late" };
  await server.reload(({ accounts, ...rest }) => ({
    ...rest,
    accounts: { ...accounts, LATE: { jetstream: "enabled", users: [{ user: "late", password: "late" }] } },
  }));
  await using late = await system.openClient(added);
  expect(await requestApi(late, "INFO")).toMatchObject({ streams: 0 });
  await expect(server.reload({ raw: "server_name: renamed" })).rejects.toThrow(/reload not supported/);
});

test("the log holds the lines of every start", async () => {
  await using system = await standalone(versions.v2_15);
  await system.server("n1").restart({ version: versions.v2_14 });
  const starts = system
    .server("n1")
    .logs()
    .filter((line) => line.includes("Version:"));
  expect(starts.map((line) => line.split(/Version:\s+/)[1])).toEqual([versions.v2_15, versions.v2_14]);
});
