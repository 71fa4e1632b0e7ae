import { expect, test } from "vitest";
import { foldRows } from "#components/wall/fold.ts";
import { headRow, type WallRow } from "#components/wall/rows.ts";

const OFFLINE = { shape: "cross", tone: "critical", word: "Offline" } as const;
const row = (name: string, change: Partial<WallRow> = {}): WallRow => ({
  ...headRow(name, name),
  kind: "item",
  sign: OFFLINE,
  text: "APP, on n3",
  since: 0,
  ...change,
});
const fold = (rows: WallRow[], width = 30) =>
  foldRows([{ key: "a", head: null, why: null, remedy: null, rows, unlisted: 0, isCritical: true }], width).flatMap(
    (group) => group.rows.map(({ titles, text }) => `${titles.join(" ")}${text && `: ${text}`}`),
  );

test("what differs in nothing but its name stands side by side, and says once what it shares", () => {
  expect(fold([row("A"), row("B"), row("C")])).toEqual(["A B C: APP, on n3"]);
});

test.each([
  ["reason", { text: "Its stream is offline." }],
  ["state", { sign: { ...OFFLINE, word: "Unavailable" } }],
  ["time", { since: 120_000 }],
])("another %s is another row", (_, change) => {
  expect(fold([row("A"), row("B", change), row("C")])).toEqual([
    "A C: APP, on n3",
    `B: ${"text" in change ? change.text : "APP, on n3"}`,
  ]);
});

test("names that do not fit go on in another line", () => {
  const names = ["ORDERS_EU", "ORDERS_US", "ORDERS_ASIA"];
  expect(
    fold(
      names.map((name) => row(name)),
      16,
    ),
  ).toEqual(["ORDERS_EU ORDERS_US", "ORDERS_ASIA: APP, on n3"]);
});

test("what many lines share stands before them, as they may go on on another page", () => {
  const lines = fold(Array.from({ length: 40 }, (_, index) => row(`ORDERS_${index}`)));
  expect(lines.length).toBeGreaterThan(3);
  expect(lines.map((line) => line.includes(": APP"))).toEqual(lines.map((_, index) => index === 0));
  expect(lines.join(" ").match(/ORDERS_/g)).toHaveLength(40);
});
