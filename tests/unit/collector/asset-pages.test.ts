import { expect, test } from "vitest";
import { pageOf } from "#lib/collector/asset-pages.ts";
import { ASSET_STATES, type Asset, assetId } from "#lib/model/asset.ts";
import type { Cases } from "#lib/model/cases.ts";
import { ASSET_SORTS, type AssetQuery } from "#lib/model/store.ts";
import { atOnce } from "#lib/model/work.ts";
import { casesOf } from "../model/observed.ts";

function asset(index: number): Asset {
  const consumer = index < 3 * 7 ? null : `c.${index}`;
  const name = { domain: null, account: `A${index % 3}`, stream: `S ${index % 7}`, consumer };
  return {
    ...name,
    id: assetId(name),
    kind: consumer === null ? "stream" : "consumer",
    cluster: null,
    state: ASSET_STATES[index % ASSET_STATES.length] ?? "online",
    requiredLevel: index % 4 === 0 ? null : index % 4,
    leader: index % 5 === 0 ? null : `n${index % 5}`,
    replicas: [],
    reason: null,
    since: index % 2 === 0 ? null : index,
  };
}

const all = Array.from({ length: 100 }, (_, index) => asset(index));
const assets = casesOf(all);
const pageNow = (cases: Cases, query: AssetQuery) => atOnce(pageOf(cases, query));

function allOf(query: Omit<AssetQuery, "limit">, limit: number): string[] {
  const page = pageNow(assets, { ...query, limit });
  const ids = page.assets.map(({ id }) => id);
  return page.nextCursor === null ? ids : [...ids, ...allOf({ ...query, cursor: page.nextCursor }, limit)];
}

test.each(ASSET_SORTS.flatMap((sort) => [false, true].map((isDescending) => ({ sort, isDescending }))))(
  "pages by $sort, descending $isDescending, hold each asset once and in the order of one large page",
  (query) => {
    const whole = allOf(query, 1000);
    expect(new Set(whole).size).toBe(100);
    expect(allOf(query, 7)).toEqual(whole);
  },
);

test("without a sort the worst state is first, then the id", () => {
  const { assets: page } = pageNow(assets, { limit: 1000 });
  expect(page[0]?.state).toBe("offline");
  expect(page.at(-1)?.state).toBe("online");
  const offline = page.filter(({ state }) => state === "offline").map(({ id }) => id);
  expect(offline).toEqual(offline.toSorted());
});

test("a page stays right where assets came and went since the one before", () => {
  const first = pageNow(assets, { sort: "name", limit: 40 });
  const gone = first.assets.slice(-2);
  expect(gone.map(({ kind }) => kind)).toEqual(["consumer", "consumer"]);
  const rest = casesOf(all.filter((it) => !gone.includes(it)));
  const cursor = first.nextCursor ?? "";
  const before = pageNow(assets, { sort: "name", limit: 10, cursor });
  expect(pageNow(rest, { sort: "name", limit: 10, cursor }).assets).toEqual(before.assets);
});

test.each(["", "x", "%", "1.2 3", "9 zzz"])("a foreign cursor %j breaks nothing", (cursor) => {
  expect(pageNow(assets, { limit: 5, cursor }).total).toBe(100);
});

test("a stream's name selects it and its consumers", () => {
  const page = pageNow(assets, { stream: "S 1", limit: 1000 });
  expect(new Set(page.assets.map(({ stream }) => stream))).toEqual(new Set(["S 1"]));
  expect(page.total).toBe(15);
});

test("100,000 assets are sorted for the first page, and not again for each of the others", { timeout: 60_000 }, () => {
  const many = casesOf(Array.from({ length: 100_000 }, (_, index) => asset(index)));
  const took: number[] = [];
  let cursor: string | null = null;
  let seen = 0;
  do {
    const began = performance.now();
    const page = pageNow(many, { sort: "name", limit: 1000, ...(cursor !== null && { cursor }) });
    took.push(performance.now() - began);
    seen += page.assets.length;
    cursor = page.nextCursor;
  } while (cursor !== null);
  expect(seen).toBe(100_000);
  const [first = 0, ...others] = took;
  expect(others.toSorted((a, b) => a - b)[Math.floor(others.length / 2)], "ms of a later page").toBeLessThan(first / 2);
});
