import { expect, test } from "vitest";
import { assetEntries, matching } from "#components/palette/entries.ts";

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

test("no assets, no accounts", () => {
  expect(assetEntries("prod", [])).toEqual([]);
});
