import { expect, test } from "vitest";
import { pageOf } from "#lib/collector/asset-pages.ts";
import { type Asset, assetId } from "#lib/model/asset.ts";
import type { AssetQuery } from "#lib/model/store.ts";
import { atOnce } from "#lib/model/work.ts";
import { csvChunks, jsonChunks } from "#lib/output/asset-export.ts";
import { casesOf } from "../model/observed.ts";

function stream(name: string, change: Partial<Asset> = {}): Asset {
  const asset = { domain: null, account: "APP", stream: name, consumer: null, ...change };
  return {
    ...asset,
    id: assetId(asset),
    kind: "stream",
    cluster: "C1",
    state: "offline",
    requiredLevel: 4,
    leader: null,
    replicas: [],
    reason: null,
    since: null,
    ...change,
  };
}

function storeOf(assets: Asset[]) {
  const cases = casesOf(assets);
  return async (query: AssetQuery) => atOnce(pageOf(cases, query));
}

async function all(chunks: AsyncIterable<string>): Promise<string[]> {
  const read: string[] = [];
  for await (const chunk of chunks) read.push(chunk);
  return read;
}

const csvOf = async (asset: Asset) =>
  (await all(csvChunks(storeOf([asset]), { limit: 1 }))).join("").split("\r\n")[1]?.split(",")[3];

test.each([
  ["a plain name", "ORDERS", "ORDERS"],
  ["a formula", "=1+2", "'=1+2"],
  ["a formula with a plus", "+1", "'+1"],
  ["a formula with a minus", "-1", "'-1"],
  ["a formula with an at", "@SUM(A1)", "'@SUM(A1)"],
  ["a tab before a formula", "\t=1", "'\t=1"],
  ["a quote", 'a"b', '"a""b"'],
  ["a sign in the middle", "a=b", "a=b"],
])("a CSV holds %s", async (_, name, expected) => {
  expect(await csvOf(stream(name))).toBe(expected);
});

test("a carriage return before a formula is neutralised, and quoted", async () => {
  const [, row] = await all(csvChunks(storeOf([stream("\r=1")]), { limit: 1 }));
  expect(row).toContain(`,"'\r=1",`);
});

test("numbers stay numbers, commas and line ends stay within their field", async () => {
  const reason = { kind: "unknown", raw: "a,\nb", text: "x", inferred: true } as const;
  const [, row] = await all(csvChunks(storeOf([stream("S", { reason, since: 0 })]), { limit: 1 }));
  expect(row).toBe('stream,,APP,S,,offline,4,C1,,,unknown,x,"a,\nb",true,1970-01-01T00:00:00.000Z\r\n');
});

test.each([0, 1, 1000, 2345])("%i assets are all in both files, once", async (count) => {
  const store = storeOf(Array.from({ length: count }, (_, index) => stream(`S-${index}`)));
  const csv = (await all(csvChunks(store, { limit: 5 }))).join("").trimEnd().split("\r\n");
  expect(new Set(csv).size).toBe(count + 1);
  const json = JSON.parse((await all(jsonChunks(store, { limit: 5 }, { revision: 7, observedAt: 0 }))).join(""));
  expect(json).toMatchObject({ revision: 7, observedAt: "1970-01-01T00:00:00.000Z" });
  expect(new Set(json.assets.map(({ id }: Asset) => id)).size).toBe(count);
});
