import { createInbox, type NatsConnection } from "nats.ws";
import { expect, test } from "vitest";
import { createConsumer, createStream, publish } from "../lab/assets.ts";
import { users } from "../lab/client.ts";
import { requestApi } from "../lab/jetstream-api.ts";
import { cluster } from "../lab/topologies.ts";
import { until } from "../lab/until.ts";
import { versions } from "../lab/versions.ts";
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

interface Info {
  cluster: { leader: string; replicas?: { name: string }[] };
}

/** Messages of a stream reach who asks its consumer for them, and it takes their acknowledgements. */
async function pull(app: NatsConnection, stream: string, consumer: string): Promise<void> {
  const inbox = createInbox();
  let acked = 0;
  const ack = (reply: string) => app.request(reply, "+ACK").then(() => acked++);
  // Not by `request`: what a consumer delivers has the subject of the message, which nats.ws takes for no answer.
  app.subscribe(inbox, { callback: (_error, { reply }) => reply && void ack(reply) });
  app.publish(`$JS.API.CONSUMER.MSG.NEXT.${stream}.${consumer}`, JSON.stringify({ batch: 2 }), { reply: inbox });
  await until(() => acked === 2, { what: `${consumer} to deliver two messages and take their acknowledgements` });
}

test("a stream without quorum: its consumer of one replica on the host that is left is not called down, and delivers", async () => {
  const { v2_15 } = versions;
  await using system = await cluster([v2_15, v2_15, v2_15, v2_15, v2_15]);
  await using setup = await system.openClient(users.app);
  await createStream(setup, "most", { replicas: 3 });
  await createConsumer(setup, "most", "reader", { replicas: 1 });
  await publish(setup, "most", 4);
  const stream = (await requestApi(setup, "STREAM.INFO.most")) as unknown as Info;
  const reader = (await requestApi(setup, "CONSUMER.INFO.most.reader")) as unknown as Info;
  const hosts = [stream.cluster.leader, ...(stream.cluster.replicas ?? []).map(({ name }) => name)];
  const left = reader.cluster.leader;
  const [a = "", b = ""] = hosts.filter((host) => host !== left);
  await using watch = await watchLab(system);
  await watch.awaitPicture({ "APP/most": "online", "APP/most/reader": "online" });
  for (const host of [a, b]) await system.server(host).kill();
  await using app = await system.openClient(users.app, left);
  const lost = [a, b].map((host) => `${host} silent (inferred host-down)`);
  await watch.awaitPicture({
    "APP/most": ["unavailable, inferred no-quorum", ...[`${left} unknown`, ...lost].sort()].join(" | "),
    "APP/most/reader": "degraded, inferred stream-offline",
  });
  expect(watch.assets().get("APP/most/reader")?.leader).toBe(left);
  expect(await requestApi(app, "CONSUMER.INFO.most.reader")).toMatchObject({ cluster: { leader: left } });
  await pull(app, "most", "reader");
  for (const host of [a, b]) await system.server(host).start();
  await watch.awaitPicture({ "APP/most": "online", "APP/most/reader": "online" });
});
