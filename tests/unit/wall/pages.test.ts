import { expect, test } from "vitest";
import { type HeightOf, paginate } from "#components/wall/pages.ts";
import { headRow, type RowKind, type WallGroup, type WallRow } from "#components/wall/rows.ts";

const LINES = { head: 2, why: 2, remedy: 2, item: 1, note: 1, pin: 1 };
const row = (key: string, kind: RowKind): WallRow => ({ ...headRow(key, key), kind });
const group = (key: string, count: number, change: Partial<WallGroup> = {}): WallGroup => ({
  key,
  head: row(key, "head"),
  why: null,
  remedy: null,
  rows: Array.from({ length: count }, (_, index) => row(`${key}${index}`, "item")),
  unlisted: 0,
  isCritical: false,
  ...change,
});
const heightOf: HeightOf = (_, kind) => LINES[kind];
/** Pins stand in brackets. */
const drawn = (groups: WallGroup[], capacity: number, height = heightOf) =>
  paginate(groups, capacity, height).map(({ rows, more }) => [
    rows.map(({ row: { key }, kind }) => (kind === "pin" ? `(${key})` : key)).join(" "),
    more,
  ]);

test("what fits is one page", () => {
  expect(drawn([group("a", 2), group("b", 1)], 7)).toEqual([["a a0 a1 b b0", 0]]);
});

test("nothing is one empty page", () => {
  expect(drawn([], 5)).toEqual([["", 0]]);
});

test("a cause that goes on repeats its head, in short", () => {
  expect(drawn([group("a", 7)], 5)).toEqual([
    ["a a0 a1 a2", 4],
    ["(a) a3 a4 a5 a6", 3],
  ]);
});

test("a critical cause is pinned to the pages of others", () => {
  expect(drawn([group("a", 2, { isCritical: true }), group("b", 2)], 5)).toEqual([
    ["a a0 a1", 2],
    ["(a) b b0 b1", 2],
  ]);
});

test("pins keep the order: worst and newest first", () => {
  const critical = { isCritical: true };
  expect(drawn([group("a", 2, critical), group("b", 2, critical)], 6)).toEqual([
    ["a a0 a1 (b)", 2],
    ["(a) b b0 b1", 2],
  ]);
});

test("pins leave room for what the page is about, and say how many they leave out", () => {
  const causes = Array.from({ length: 9 }, (_, index) => group(`${index}`, 0, { isCritical: true }));
  const pages = paginate(causes, 8, heightOf);
  expect(pages.map(({ rows }) => rows.at(-1)?.row.titles)).toContainEqual(["and 4 critical causes more"]);
  const own = pages.flatMap(({ rows }) => rows.flatMap(({ row: { key }, kind }) => (kind === "head" ? key : [])));
  expect(own).toEqual(causes.map(({ key }) => key));
});

test("what a cause leaves out counts as more", () => {
  expect(drawn([group("a", 3, { unlisted: 97 })], 6)).toEqual([["a a0 a1 a2 a more", 97]]);
});

test("names side by side count one by one", () => {
  const line = { ...row("names", "item"), titles: ["x", "y", "z"] };
  expect(drawn([group("a", 0, { rows: [line] }), group("b", 2)], 5)).toEqual([
    ["a names", 2],
    ["b b0 b1", 3],
  ]);
});

test("a row that is higher than the others takes its room from them", () => {
  const high: HeightOf = (it, kind) => (it.key === "a1" ? 3 : heightOf(it, kind));
  expect(drawn([group("a", 4)], 6, high).map(([keys]) => keys)).toEqual(["a a0 a1", "(a) a2 a3"]);
});

test("a critical cause that begins on a page takes the room of its pin there", () => {
  const critical = { isCritical: true };
  expect(drawn([group("a", 1, critical), group("b", 2, critical), group("c", 3)], 6)).toEqual([
    ["a a0 b b0", 4],
    ["(a) (b) b1 c c0", 4],
    ["(a) (b) (c) c1 c2", 4],
  ]);
});

test("where one page holds all, why it is so stands with each cause", () => {
  expect(drawn([group("a", 1, { why: row("why a", "why") }), group("b", 0, { why: row("why b", "why") })], 9)).toEqual([
    ["a why a a0 b why b", 0],
  ]);
});

test("where one page holds all and has room left, it says what helps", () => {
  const texts = (key: string) => ({ why: row(`why ${key}`, "why"), remedy: row(`do ${key}`, "remedy") });
  const groups = [group("a", 1, texts("a")), group("b", 0, { remedy: row("do b", "remedy") })];
  expect(drawn(groups, 7)).toEqual([["a why a a0 b", 0]]);
  expect(drawn(groups, 10)).toEqual([["a why a do a a0 b", 0]]);
  expect(drawn(groups, 11)).toEqual([["a why a do a a0 b do b", 0]]);
  expect(drawn([group("a", 8, texts("a"))], 9)[0]).toEqual(["a a0 a1 a2 a3 a4 a5 a6", 1]);
});

test("where it takes pages, why it is so is told where there is room, of what is critical on a page of its own where there is none", () => {
  const causes = [
    group("a", 2, { isCritical: true, why: row("why a", "why") }),
    group("b", 0, { why: row("why b", "why") }),
    group("c", 0, { why: row("why c", "why") }),
  ];
  expect(drawn(causes, 5)).toEqual([
    ["a a0 a1", 2],
    ["(a) b c", 2],
    ["(a) why a", 4],
  ]);
  expect(drawn(causes, 6)).toEqual([
    ["a a0 a1 b", 1],
    ["(a) why a c", 3],
  ]);
});
