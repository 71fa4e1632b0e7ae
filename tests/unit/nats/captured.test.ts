import { describe, expect, test } from "vitest";
import type { Probe } from "#lib/model/probe.ts";
import {
  accountInfo,
  consumerInfo,
  consumerNames,
  streamInfo,
  streamList,
  streamNames,
} from "#lib/nats/jetstream-api.ts";
import type { JetStreamApi } from "#lib/nats/jetstream-request.ts";
import { serverJsz } from "#lib/nats/server-jsz.ts";
import { pingHealthz, pingJsz, pingStatsz, pingVarz, streamPlacement } from "#lib/nats/system-api.ts";
import { cannedWire } from "./canned-wire.ts";
import { apiReplies, fixtures, systemFiles, systemReplies } from "./fixtures.ts";

const options = { timeout: 1_000 };
const levels: { [version: string]: number } = {
  "2.10.27": 0,
  "2.11.8": 1,
  "2.11.17": 1,
  "2.12.4": 2,
  "2.12.15": 3,
  "2.14.9": 4,
  "2.15.2": 5,
};

/** The value of a probe that must have one. */
function must<T>(probe: Probe<T>): T {
  if (!probe.ok) throw new Error(probe.message);
  return probe.value;
}

function systemWire(fixture: string, file: string) {
  return cannedWire(() => systemReplies(fixture, file));
}

function apiOf(fixture: string) {
  const replies = apiReplies(fixture);
  const wire = cannedWire((subject) => [replies.get(subject.replace("$JS.API.", "")) ?? []].flat());
  return { wire, prefix: "$JS.API", account: "APP", domain: null, endpoints: [...replies.keys()] };
}

describe.each(fixtures)("what real servers answered: %s", (fixture) => {
  test("VARZ has each server's level, which is 0 and not reported before 2.11", async () => {
    const { answers, problems } = must(await pingVarz(systemWire(fixture, "varz"), options));
    expect(problems).toEqual([]);
    expect(answers.length).toBe(systemReplies(fixture, "varz").length);
    for (const { server, apiLevel, levelReported, startedAt } of answers) {
      expect(apiLevel).toBe(levels[server.version]);
      expect(levelReported).toBe(server.version !== "2.10.27");
      expect(startedAt).not.toBeNull();
    }
  });

  test("JSZ agrees with VARZ on levels, and names the meta leader in a cluster", async () => {
    const { answers, problems } = must(await pingJsz(systemWire(fixture, "jsz"), options));
    expect(problems).toEqual([]);
    for (const { server, apiLevel, disabled, meta, streams } of answers) {
      expect({ apiLevel, disabled }).toEqual({ apiLevel: levels[server.version], disabled: false });
      expect(streams).not.toBeNull();
      expect(meta === null).toBe(fixture.includes("standalone"));
    }
  });

  test("STATSZ tells how many servers there are, HEALTHZ how they are", async () => {
    const statsz = must(await pingStatsz(systemWire(fixture, "statsz"), options));
    expect(statsz.problems).toEqual([]);
    expect(statsz.activeServers).toBeGreaterThanOrEqual(statsz.answers.length);
    const health = must(await pingHealthz(systemWire(fixture, "healthz"), options));
    expect(health.problems).toEqual([]);
    for (const { statusCode, error } of health.answers) expect(error === null).toBe(statusCode === 200);
  });

  test("JSZ with assets has every stream with its config, level and exact counts", async () => {
    for (const reply of systemReplies(fixture, "jsz-assets")) {
      const wire = cannedWire(() => [reply]);
      const { streams, accounts } = must(
        await serverJsz(wire, "N1", { ...options, streams: true, consumers: true, config: true }),
      );
      expect(accounts).toEqual(expect.arrayContaining(["APP", "BILLING"]));
      expect(streams.length).toBe(reply.match(/"state":\{/g)?.length ?? 0);
      for (const stream of streams) {
        expect(stream).toMatchObject({ requiredLevel: expect.any(Number) });
        expect(stream.state?.messages).toMatch(/^\d+$/);
        expect(stream.placement === null).toBe(fixture.includes("standalone"));
        for (const consumer of stream.consumers) {
          expect(consumer).toMatchObject({ requiredLevel: expect.any(Number) });
        }
      }
    }
  });

  test("placement tells members from others", async () => {
    for (const file of systemFiles(fixture).filter((name) => name.startsWith("healthz-"))) {
      const wire = systemWire(fixture, file);
      const placement = must(await streamPlacement(wire, "APP", file.slice(8), options));
      expect(placement.assigned.length).toBeGreaterThan(0);
      expect(placement.assigned.length + placement.unassigned.length).toBe(systemReplies(fixture, file).length);
    }
  });

  test("every answer of the JetStream API is read", async () => {
    const { endpoints, ...api } = apiOf(fixture);
    for (const endpoint of endpoints) {
      const [group, what, stream = "", consumer = ""] = endpoint.split(".");
      const probe = await ask(api, `${group}.${what ?? ""}`, stream, consumer);
      const isError = /"error":/.test(apiReplies(fixture).get(endpoint) ?? "");
      if (!isError) expect(probe).toMatchObject({ ok: true });
      if (!probe.ok) expect(probe).toMatchObject({ fault: "unavailable", code: 10008 });
    }
  });
});

function ask(api: JetStreamApi, endpoint: string, stream: string, consumer: string) {
  const questions: { [endpoint: string]: () => Promise<Probe<unknown>> } = {
    "INFO.": () => accountInfo(api),
    "STREAM.NAMES": () => streamNames(api),
    "STREAM.LIST": () => streamList(api),
    "STREAM.INFO": () => streamInfo(api, stream),
    "CONSUMER.NAMES": () => consumerNames(api, stream),
    "CONSUMER.INFO": () => consumerInfo(api, stream, consumer),
  };
  const question = questions[endpoint];
  if (!question) throw new Error(`no question for ${endpoint}`);
  return question();
}

describe("offline assets, in the servers' words", () => {
  const allowBatched = 'unsupported - config error: unknown field "allow_batched"';
  const stopped = 'stopped - unsupported consumer "sourcing"';

  test.each([
    ["standalone", "2.12.15/standalone-from-2.15.2", "orders"],
    ["in a cluster", "2.15.2/cluster-with-n3-on-2.12.15", "local"],
  ])("%s", async (_, fixture, stoppedStream) => {
    const api = apiOf(fixture);
    const list = must(await streamList(api));
    expect(list.offline).toEqual({ fastBatch: allowBatched, [stoppedStream]: stopped });
    expect(must(await streamInfo(api, "fastBatch"))).toEqual([
      { kind: "offline", reason: allowBatched, raw: `stream is offline: ${allowBatched}` },
    ]);
    expect(must(await streamInfo(api, stoppedStream))).toMatchObject([{ kind: "offline", reason: stopped }]);
    expect(must(await consumerInfo(api, stoppedStream, "sourcing"))).toMatchObject([
      { kind: "offline", reason: expect.stringMatching(/unknown field "sourcing"$/) },
    ]);
  });

  test("without a quorum every answer is a fault, never an empty list", async () => {
    const api = apiOf("2.15.2/cluster-without-quorum-n3-on-2.12.15");
    for (const probe of [await accountInfo(api), await streamNames(api), await streamList(api)]) {
      expect(probe).toMatchObject({ ok: false });
    }
  });

  test("metadata of the answering server is no part of a config", async () => {
    const api = apiOf("2.15.2/cluster");
    const [answer] = must(await streamInfo(api, "fastBatch"));
    if (answer?.kind !== "found") throw new Error("not found");
    expect(answer.value.config?.metadata).toEqual({ "_nats.req.level": "4" });
    expect(answer.value.requiredLevel).toBe(4);
  });
});
