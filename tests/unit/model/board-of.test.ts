import { expect, test } from "vitest";
import { type Asset, type AssetState, assetId } from "#lib/model/asset.ts";
import { boardOf } from "#lib/model/board-of.ts";
import type { Observation } from "#lib/model/observation.ts";
import { topologyOf } from "#lib/model/topology.ts";
import { casesOf, NOW, observation, observedServer, peer } from "./observed.ts";

function stream(index: number, state: AssetState, requiredLevel: number | null): Asset {
  const name = { domain: null, account: "APP", stream: `S${index}`, consumer: null };
  const rest = { cluster: null, leader: null, replicas: [], reason: null, since: NOW };
  return { ...name, ...rest, id: assetId(name), kind: "stream", state, requiredLevel };
}

function boardWith(assets: Asset[], seen: Observation = observation([], [])) {
  const facts = { context: "test", source: { kind: "live" }, startedAt: NOW, pollInterval: 2_000 } as const;
  return boardOf({
    ...facts,
    observation: seen,
    topology: topologyOf(seen),
    cases: casesOf(assets),
    findings: new Map(),
  });
}

test("required levels are counted over all that is down, also what the board does not carry", () => {
  const assets = [
    ...Array.from({ length: 1_000 }, (_, index) => stream(index, "offline", 4)),
    stream(1_000, "unavailable", 2),
    stream(1_001, "unavailable", null),
    stream(1_002, "degraded", 4),
    stream(1_003, "online", 4),
  ];
  const { head, assets: carried } = boardWith(assets);
  expect(Object.keys(carried)).toHaveLength(200);
  expect(head.counts.requiredLevels).toEqual({ "4": 1_000, "2": 1 });
});

test.each([
  ["leads", {}],
  ["fell silent", { isAnswering: false }],
  ["stepped down", { metaLeader: null }],
])(
  "a member that never answered stays on the board, in its cluster, when the leader that tells of it %s",
  (_, last) => {
    const leader = observedServer("n1", { metaPeers: [peer("n2"), peer("n3")], ...last });
    const follower = observedServer("n2", { metaLeader: null });
    const { head, servers } = boardWith([], observation([leader, follower], []));
    const silent = Object.values(servers).filter(({ name }) => name === "n3");
    expect(silent).toMatchObject([{ state: "silent", cluster: "C1" }]);
    expect(head.coverage.servers.expected).toBe(3);
  },
);
