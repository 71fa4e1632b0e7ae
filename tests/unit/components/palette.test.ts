import { expect, test } from "vitest";
import { assetEntries, matching } from "#components/palette/entries.ts";
import { pageOf } from "#lib/collector/asset-pages.ts";
import { type Asset, assetId } from "#lib/model/asset.ts";
import { atOnce } from "#lib/model/work.ts";
import { stream } from "../../browser/boards/build.ts";
import { casesOf } from "../model/observed.ts";

const entry = (name: string) => ({ href: `/${name}`, name, kind: "stream" });

test.each([
  ["ord", ["ORD", "ORDERS", "BACKORDERS"]],
  ["", ["BACKORDERS", "ORDERS", "ORD", "n1"]],
  [" N1 ", ["n1"]],
  ["zzz", []],
])("%j finds %j", (text, names) => {
  const entries = ["BACKORDERS", "ORDERS", "ORD", "n1", "ORDERS"].map(entry);
  expect(matching(entries, text).map(({ name }) => name)).toEqual(names);
});

test("what is found is bounded", () => {
  expect(
    matching(
      Array.from({ length: 500 }, (_, index) => entry(`S${index}`)),
      "s",
    ),
  ).toHaveLength(50);
});

test("nothing found, no entries", () => {
  expect(assetEntries("prod", { accounts: [], assets: [] })).toEqual([]);
});

function of(streamName: string, consumer: string | null, account = "APP") {
  const name = { domain: null, account, stream: streamName, consumer };
  const kind = consumer === null ? ("stream" as const) : ("consumer" as const);
  return { ...stream(streamName), ...name, id: assetId(name), kind };
}

/** What the palette offers where the API answers with its first 100. */
function offered(all: Asset[], text: string): string[] {
  const found = atOnce(pageOf(casesOf(all), { text, sort: "match", limit: 100 }));
  return matching(assetEntries("prod", found), text).map(({ name, kind }) => `${name}, ${kind}`);
}

const consumers = (streamName: string, name: (index: number) => string, account?: string) =>
  Array.from({ length: 120 }, (_, index) => of(streamName, name(index), account));

test("a stream is found though more of its consumers than come at once are before it by name", () => {
  const all = [of("orders", null), ...consumers("orders", (index) => `billing-${index}`)];
  expect(offered(all, "orders")).toEqual(["orders, stream, APP"]);
});

test("a stream is found though as many consumers have its very name", () => {
  const many = Array.from({ length: 120 }, (_, index) => `a-${index}`);
  const all = [...many.flatMap((name) => [of(name, null), of(name, "orders")]), of("orders", null)];
  expect(offered(all, "orders")[0]).toBe("orders, stream, APP");
});

test("a stream is found in an account whose name contains the text too", () => {
  const all = [
    of("a", null, "orders"),
    ...consumers("a", (index) => `c-${index}`, "orders"),
    of("z-orders", null, "orders"),
  ];
  expect(offered(all, "orders")).toEqual(["orders, account", "z-orders, stream, orders"]);
});

test("an account is found though more assets than come at once match better, and so are its namesakes", () => {
  const many = Array.from({ length: 120 }, (_, index) => of(`prod-${index}`, null));
  const found = offered([...many, of("s", null, "PROD"), of("s", null, "old-prod")], "prod");
  expect(found[0]).toBe("PROD, account");
  expect(offered([of("s", null, "PROD"), of("s", null, "old-prod")], "prod")).toEqual([
    "PROD, account",
    "old-prod, account",
  ]);
});
