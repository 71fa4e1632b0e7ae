import { expect, test } from "vitest";
import { ledgerOf } from "#components/finding/ledger.ts";
import { pagerText, paginate } from "#components/wall/pages.ts";
import { troubleRows } from "#components/wall/rows.ts";
import { type Asset, type AssetState, assetId } from "#lib/model/asset.ts";
import type { Board } from "#lib/model/board.ts";
import { boardOf } from "#lib/model/board-of.ts";
import { find } from "#lib/model/findings.ts";
import { withoutMuted } from "#lib/model/mute.ts";
import type { Reason } from "#lib/model/reason.ts";
import { topologyOf } from "#lib/model/topology.ts";
import { casesOf, NOW, observation } from "../model/observed.ts";

/** Streams of one cause; the later ones by name came down later. */
function streams(name: string, count: number, state: AssetState, since = NOW): Asset[] {
  return Array.from({ length: count }, (_, index): Asset => {
    const stream = `${name}-${String(index).padStart(4, "0")}`;
    const names = { domain: null, account: "APP", stream, consumer: null };
    const reason: Reason = {
      kind: "host-down",
      raw: null,
      text: `${name} is silent.`,
      inferred: true,
      servers: [name],
    };
    const rest = { cluster: null, leader: null, replicas: [], requiredLevel: null, reason };
    return { ...names, ...rest, id: assetId(names), kind: "stream", state, since: since + index };
  });
}

function boardWith(assets: Asset[]): Board {
  const seen = observation([], []);
  const facts = { observation: seen, topology: topologyOf(seen), cases: casesOf(assets) };
  const findings = find({ ...facts, blockers: {}, failure: null, standing: new Map() });
  return boardOf({
    context: "test",
    source: { kind: "live" },
    startedAt: NOW,
    pollInterval: 2_000,
    ...facts,
    findings,
  });
}

const told = (assets: Asset[]) =>
  ledgerOf(boardWith(assets), 60).map(({ finding, assets: listed, more }) => [
    finding?.code ?? null,
    listed.length,
    more,
  ]);

test.each([50, 120, 1_000])("%i assets down for one cause are that cause's, named or counted", (count) => {
  expect(told(streams("n3", count, "offline"))).toEqual([["JS_STREAM_OFFLINE", 50, count - 50]]);
});

test("a cause lists its newest, as the board does, and is counted whole where the board has no room for it", () => {
  const older = streams("n1", 300, "offline", NOW - 60_000);
  const newer = streams("n2", 170, "offline");
  expect(told([...older, ...newer, ...streams("n3", 70, "degraded")])).toEqual([
    ["JS_STREAM_OFFLINE", 50, 120],
    ["JS_STREAM_OFFLINE", 30, 270],
    ["JS_ASSET_DEGRADED", 0, 70],
  ]);
});

test("what settles beside a cause with many assets is not yet explained", () => {
  expect(told([...streams("n3", 120, "offline"), ...streams("n2", 5, "settling")])).toEqual([
    ["JS_STREAM_OFFLINE", 50, 70],
    [null, 5, 0],
  ]);
});

test("what settles is shown also where a muted cause names not all that it has taken down", () => {
  const board = boardWith([...streams("n3", 120, "offline"), ...streams("n2", 5, "settling")]);
  const muted = new Map(Object.keys(board.findings).map((key) => [key, null]));
  const states = Object.values(withoutMuted(board, muted).assets).map(({ state }) => state);
  expect(states).toEqual(Array.from({ length: 5 }, () => "settling"));
});

test.each([
  [50, "page 1 of 7, 42 more"],
  [120, "page 1 of 7, 112 more"],
  [1_000, "page 1 of 7, 992 more"],
])("a wall counts each of %i assets once", (count, text) => {
  expect(
    pagerText(
      paginate(troubleRows(boardWith(streams("n3", count, "offline"))), 9, () => 1),
      0,
    ),
  ).toBe(text);
});

test("a wall counts what a cause leaves out also where it lists none of it", () => {
  const board = boardWith([...streams("n1", 250, "offline"), ...streams("n3", 70, "degraded")]);
  const pages = paginate(troubleRows(board), 1_000, () => 1);
  expect(pages.map(({ more }) => more)).toEqual([200 + 70]);
  const first = paginate(troubleRows(board), 20, () => 1)[0];
  const onFirst = first?.rows.filter(({ kind }) => kind === "item").length ?? 0;
  expect(first?.more).toBe(250 + 70 - onFirst);
});

test("of streams of one name a wall says whose each is", () => {
  const [n1, n2] = [streams("n1", 1, "settling"), streams("n1", 1, "settling")];
  const twins = [...n1, ...n2.map((it) => ({ ...it, account: "BILLING", id: assetId({ ...it, account: "BILLING" }) }))];
  const rows = troubleRows(boardWith([...twins, ...streams("n3", 1, "settling")])).flatMap((group) => group.rows);
  expect(rows.flatMap(({ titles }) => titles).sort()).toEqual(["APP › n1-0000", "BILLING › n1-0000", "n3-0000"]);
});
