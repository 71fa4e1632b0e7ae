import { expect, test } from "vitest";
import type { Asset } from "#lib/model/asset.ts";
import { assetPageJson } from "#lib/output/asset-json.ts";
import { contextsJson } from "#lib/output/contexts-json.ts";
import { snapshotJson } from "#lib/output/snapshot-json.ts";
import { finding, published } from "./published.ts";

const OBSERVED = "2023-11-14T22:13:20.500Z";
const NOW = Date.UTC(2023, 10, 14, 22, 13, 22);

test("a snapshot has what the contract names", () => {
  expect(snapshotJson(published(), NOW)).toMatchObject({
    revision: 7,
    observedAt: OBSERVED,
    now: "2023-11-14T22:13:22.000Z",
    context: "prod",
    status: "critical",
    coverage: { servers: { expected: 2, answered: 1 }, accounts: { total: 2, observed: 1 } },
    counts: { assets: { stream: { offline: 1 } }, troubled: 1 },
    servers: [
      {
        id: "NA",
        name: "n1",
        cluster: "C1",
        domain: null,
        version: "2.15.1",
        apiLevel: 5,
        jetstream: true,
        metaLeader: true,
        state: "answering",
        lastSeenAt: OBSERVED,
      },
      { id: "NB", apiLevel: null, state: "silent", lastSeenAt: "1970-01-01T00:00:02.000Z" },
    ],
    findings: [
      {
        code: "JS_STREAM_OFFLINE",
        severity: "critical",
        title: "1 stream offline: n2 runs level 3",
        since: "1970-01-01T00:00:01.500Z",
        subjects: [],
      },
    ],
  });
});

test("findings come by severity, then the newest first", () => {
  const findings = [
    finding({ key: "info", severity: "info", since: 9 }),
    finding({ key: "old", since: 1 }),
    finding({ key: "warning", severity: "warning", since: 5 }),
    finding({ key: "new", since: 8 }),
  ];
  const keys = snapshotJson(published({}, findings), NOW).findings.map(({ key }) => key);
  expect(keys).toEqual(["new", "old", "warning", "info"]);
});

test("before the first answer nothing claims to have been observed", () => {
  const json = snapshotJson({ ...published(), observedAt: null }, NOW);
  expect(json.observedAt).toBeNull();
  expect(json.servers[0]?.lastSeenAt).toBeNull();
});

test("a page of assets keeps null for what is not known", () => {
  const asset: Asset = {
    id: "-/A/S",
    kind: "stream",
    domain: null,
    account: "A",
    stream: "S",
    consumer: null,
    cluster: null,
    state: "offline",
    requiredLevel: null,
    leader: null,
    replicas: [],
    reason: { kind: "unknown", raw: "x", text: "x", inferred: false },
    since: null,
  };
  const page = assetPageJson(published(), { assets: [asset], total: 9, accounts: ["APP"], nextCursor: "c" });
  const carried = { total: 9, accounts: ["APP"], assets: [asset], nextCursor: "c" };
  expect(page).toEqual({ revision: 7, observedAt: OBSERVED, ...carried });
});

test("the contexts are as fresh as the one that was observed longest ago", () => {
  const of = (name: string, observedAt: number | null) => ({
    name,
    isReady: true,
    published: { ...published(), observedAt },
  });
  expect(contextsJson([of("a", 2_000), of("b", 1_000)], "b1")).toMatchObject({
    revision: 14,
    observedAt: "1970-01-01T00:00:01.000Z",
    buildId: "b1",
  });
  expect(contextsJson([of("a", 2_000), of("b", null)], "b1").observedAt).toBeNull();
  expect(contextsJson([], "b1")).toEqual({ revision: 0, observedAt: null, buildId: "b1", contexts: [] });
});
