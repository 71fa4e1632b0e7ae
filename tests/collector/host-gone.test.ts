import { expect, test } from "vitest";
import { until } from "../lab/until.ts";
import { recordAccuracy } from "./accuracy.ts";
import { startTrio, without } from "./trio.ts";
import { watchLab } from "./watch-lab.ts";

/** A busy machine adds to every deadline. */
const noise = 4_000;

test("a host is killed, or frozen: what it alone holds is down within 10 s, and nothing else", async (context) => {
  const { system, assets, online } = await startTrio();
  await using _system = system;
  await using watch = await watchLab(system);
  const scene = { system, watch, assets };
  await watch.awaitPicture(online);

  await system.server("n3").kill();
  await until(() => watch.assets().get("APP/on_n3")?.state === "unavailable", {
    what: "on_n3 to be unavailable",
    deadline: 10_000 + noise,
  });
  await watch.awaitPicture({ ...online, ...without("n3", "silent", "host-down") });
  await watch.awaitFindings(["JS_ASSET_DEGRADED", "JS_ASSET_UNAVAILABLE", "JS_SERVER_SILENT"]);
  await recordAccuracy(context, "a host of R1 streams killed", scene);

  await using late = await watchLab(system);
  await late.awaitPicture({
    ...online,
    ...without("n3", "silent", "host-down"),
    "APP/on_n3": "unavailable, inferred host-down",
    "APP/on_n3/reader": "unavailable, inferred stream-offline",
  });
  expect(late.assets().get("APP/on_n3")?.reason?.text).toBe(
    "Likely on n3: it is the only server that does not answer.",
  );
  await recordAccuracy(context, "a host killed before Plimsoll started", { ...scene, watch: late });
  await late[Symbol.asyncDispose]();
  await system.server("n3").start();
  await watch.awaitPicture(online);

  await system.server("n3").freeze();
  await watch.awaitPicture({ ...online, ...without("n3", "silent", "host-down") });
  await recordAccuracy(context, "a host frozen", scene);
  system.server("n3").thaw();
  await watch.awaitPicture(online);
});

test("the others are restarted while a host is down: it keeps its name, and is told of once", async () => {
  const { system, online } = await startTrio();
  await using _system = system;
  await using watch = await watchLab(system);
  await watch.awaitPicture(online);
  await system.server("n3").kill();
  await watch.awaitPicture({ ...online, ...without("n3", "silent", "host-down") });
  for (const name of ["n2", "n1"]) {
    await system.server(name).restart({});
    const text = `${name} restarted`;
    await until(() => watch.store.timeline().some((event) => event.text === text), { what: text });
  }
  // Whoever leads now has never heard of n3. What the two others hold may be without a leader for some seconds more.
  const codes = ["JS_ASSET_DEGRADED", "JS_ASSET_UNAVAILABLE", "JS_SERVER_SILENT"];
  const seen = (): string[] => Object.values(watch.store.current().board.findings).map(({ code }) => code);
  await expect.poll(() => seen().sort(), { timeout: 60_000 }).toEqual(codes);
  expect(watch.store.current().board.head.coverage.servers).toEqual({ expected: 3, answered: 2 });
  const { replicas = [] } = watch.assets().get("APP/everywhere") ?? {};
  expect(replicas.map(({ server }) => server).sort()).toEqual(["n1", "n2", "n3"]);
});
