import { expect, test } from "vitest";
import { recordAccuracy } from "./accuracy.ts";
import type { Picture } from "./picture.ts";
import { startTrio, without } from "./trio.ts";
import { watchLab } from "./watch-lab.ts";

const noMetaLeader = "JetStream has not established contact with a meta leader";
const bothSilent = "n1 silent (inferred host-down) | n2 silent (inferred host-down)";
const leaderless = `${bothSilent} | n3 unknown (inferred no-meta-leader: ${noMetaLeader})`;

const onlyN3: Picture = {
  ...without("n1", "silent", "host-down"),
  ...without("n2", "silent", "host-down"),
  "APP/everywhere": `unavailable, inferred no-quorum | ${leaderless}`,
  "APP/everywhere/reader": `unavailable, inferred stream-offline | ${leaderless}`,
};

test("the meta leader is killed, then the quorum is lost, and all come back but one without JetStream", async (context) => {
  const { system, assets, online } = await startTrio();
  await using _system = system;
  await using watch = await watchLab(system);
  const scene = { system, watch, assets };
  await watch.awaitPicture(online);

  await system.server("n1").kill();
  await watch.awaitPicture({ ...online, ...without("n1", "silent", "host-down") });
  await recordAccuracy(context, "the meta leader killed", scene);

  await system.server("n2").kill();
  await watch.awaitPicture({ ...online, ...onlyN3 });
  expect(watch.findings()).toContain("JS_META_NO_LEADER");
  const note =
    "INFO names leaders that have lost their majority for 10 s and more; the truth is what it says after that.";
  await recordAccuracy(context, "two of three killed: no quorum", { ...scene, claimsFor: 40_000, note });
  await system.server("n1").start();
  await system.server("n2").start();
  await watch.awaitPicture(online);
  await recordAccuracy(context, "all back after the outage", scene);

  await system.server("n3").restart({ change: { jetstream: false } });
  await watch.awaitPicture({ ...online, ...without("n3", "missing", "jetstream-disabled") });
  await recordAccuracy(context, "JetStream switched off on one of three", scene);
  const outages = watch.states("APP/on_n2").filter((state) => state === "unavailable");
  expect(outages, "on_n2 was down once: while its host was").toHaveLength(1);
});
