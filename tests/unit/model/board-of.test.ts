import { expect, test } from "vitest";
import { type Asset, type AssetState, assetId } from "#lib/model/asset.ts";
import { boardOf } from "#lib/model/board-of.ts";
import { topologyOf } from "#lib/model/topology.ts";
import { casesOf, NOW, observation } from "./observed.ts";

function stream(index: number, state: AssetState, requiredLevel: number | null): Asset {
  const name = { domain: null, account: "APP", stream: `S${index}`, consumer: null };
  const rest = { cluster: null, leader: null, replicas: [], reason: null, since: NOW };
  return { ...name, ...rest, id: assetId(name), kind: "stream", state, requiredLevel };
}

function boardWith(assets: Asset[]) {
  const seen = observation([], []);
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
