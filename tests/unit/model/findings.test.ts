import { expect, test } from "vitest";
import { type Asset, assetId } from "#lib/model/asset.ts";
import type { Finding } from "#lib/model/finding.ts";
import { find } from "#lib/model/findings.ts";
import { inferReason, parseReason, type Reason } from "#lib/model/reason.ts";
import { topologyOf } from "#lib/model/topology.ts";
import { casesOf, NOW, observation, observedServer } from "./observed.ts";

function asset(stream: string, consumer: string | null, reason: Reason | null, change: Partial<Asset> = {}): Asset {
  const name = { domain: null, account: "APP", stream, consumer };
  const kind = consumer === null ? ("stream" as const) : ("consumer" as const);
  const state = reason?.inferred ? ("unavailable" as const) : ("offline" as const);
  const base = { cluster: "C1", requiredLevel: 4, leader: null, replicas: [], since: NOW };
  return { ...name, id: assetId(name), kind, state, reason, ...base, ...change };
}

function findingsOf(assets: Asset[], standing: ReadonlyMap<string, number> = new Map()): Finding[] {
  const seen = observation([observedServer("n1")], []);
  const cases = casesOf(assets);
  return [...find({ observation: seen, topology: topologyOf(seen), cases, blockers: {}, standing }).values()];
}

const tooLow = (server: string) => parseReason("unsupported - required API level: 4, current API level: 3", [server]);

test("streams with one cause are one finding, however many", () => {
  const [finding, ...others] = findingsOf([asset("A", null, tooLow("n3")), asset("B", null, tooLow("n3"))]);
  expect(others).toEqual([]);
  expect(finding).toMatchObject({ code: "JS_STREAM_OFFLINE", severity: "critical", subjectCount: 2 });
});

test("the same words of two servers are two causes", () => {
  expect(findingsOf([asset("A", null, tooLow("n2")), asset("B", null, tooLow("n3"))])).toHaveLength(2);
});

test("a stopped stream and its consumers count for the consumer that stopped it", () => {
  const culprit = asset("A", "c", parseReason('unsupported - config error: unknown field "sourcing"', ["n3"]));
  const stream = asset("A", null, parseReason('stopped - unsupported consumer "c"', ["n3"]));
  const other = asset("A", "d", { ...parseReason("stopped", ["n3"]), kind: "stream-offline" });
  const [finding, ...others] = findingsOf([culprit, stream, other]);
  expect(others).toEqual([]);
  expect(finding).toMatchObject({ code: "JS_STREAM_OFFLINE", subjectCount: 3 });
});

test("what settles, is not observed or runs is no finding", () => {
  const quiet = (["settling", "unobserved", "online"] as const).map((state) => asset(state, null, null, { state }));
  expect(findingsOf(quiet)).toEqual([]);
});

test("degraded is a warning: by refusal, and by any other cause", () => {
  const replica = { server: "n3", serverId: null, reason: null };
  const refused = asset("A", null, tooLow("n3"), { state: "degraded", replicas: [{ ...replica, state: "offline" }] });
  const silent = asset("B", null, inferReason("host-down", "n3 is silent", ["n3"]), {
    state: "degraded",
    replicas: [{ ...replica, state: "silent" }],
  });
  expect(findingsOf([refused, silent]).map(({ code, severity }) => `${code} ${severity}`)).toEqual([
    "JS_REPLICA_UNSUPPORTED warning",
    "JS_ASSET_DEGRADED warning",
  ]);
});

test("a finding says since when: of its assets the longest, else since it was first made", () => {
  const old = asset("A", null, tooLow("n3"), { since: NOW - 5_000 });
  expect(findingsOf([old, asset("B", null, tooLow("n3"))])[0]?.since).toBe(NOW - 5_000);
  const unknown = [asset("A", null, tooLow("n3"), { since: null })];
  const [first] = findingsOf(unknown);
  expect(first?.since).toBe(NOW);
  expect(findingsOf(unknown, new Map([[first?.key ?? "", 7]]))[0]?.since).toBe(7);
});
