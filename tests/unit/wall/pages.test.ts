import { expect, test } from "vitest";
import { paginate } from "#components/wall/pages.ts";
import type { RowKind, WallGroup, WallRow } from "#components/wall/rows.ts";

const LINES = { head: 2, item: 1, note: 1, pin: 1 };
const row = (key: string, kind: RowKind): WallRow => ({ key, kind, sign: null, title: key, text: "", since: null });
const group = (key: string, count: number, change: Partial<WallGroup> = {}): WallGroup => ({
  key,
  head: row(key, "head"),
  rows: Array.from({ length: count }, (_, index) => row(`${key}${index}`, "item")),
  unlisted: 0,
  isCritical: false,
  ...change,
});
const drawn = (groups: WallGroup[], capacity: number) =>
  paginate(groups, capacity, (_, kind) => LINES[kind]).map(({ above, below, rows, more }) => [
    above.map(({ key }) => key).join(" "),
    [...rows.map(({ row }) => row), ...below].map(({ key }) => key).join(" "),
    more,
  ]);

test("what fits is one page", () => {
  expect(drawn([group("a", 2), group("b", 1)], 7)).toEqual([["", "a a0 a1 b b0", 0]]);
});

test("nothing is one empty page", () => {
  expect(drawn([], 5)).toEqual([["", "", 0]]);
});

test("a cause that goes on repeats its head, in one line", () => {
  expect(drawn([group("a", 7)], 5)).toEqual([
    ["", "a a0 a1 a2", 4],
    ["", "a a3 a4 a5 a6", 3],
  ]);
  const [, next] = paginate([group("a", 7)], 5, (_, kind) => LINES[kind]);
  expect(next?.rows[0]?.kind).toBe("pin");
});

test("a critical cause is pinned to the pages of others", () => {
  expect(drawn([group("a", 2, { isCritical: true }), group("b", 2)], 5)).toEqual([
    ["", "a a0 a1", 2],
    ["a", "b b0 b1", 2],
  ]);
});

test("pins keep the order: worst and newest first", () => {
  const critical = { isCritical: true };
  expect(drawn([group("a", 2, critical), group("b", 2, critical)], 6)).toEqual([
    ["", "a a0 a1 b", 2],
    ["a", "b b0 b1", 2],
  ]);
});

test("what a cause leaves out counts as more", () => {
  expect(drawn([group("a", 3, { unlisted: 97 })], 6)).toEqual([["", "a a0 a1 a2 a more", 97]]);
});

test("a row that is higher than the others takes its room from them", () => {
  const heightOf = ({ key }: WallRow, kind: keyof typeof LINES) => (key === "a1" ? 3 : LINES[kind]);
  const pages = paginate([group("a", 4)], 6, heightOf).map(({ rows }) => rows.map(({ row }) => row.key).join(" "));
  expect(pages).toEqual(["a a0 a1", "a a2 a3"]);
});

test("a critical cause that begins on a page takes the room of its pin there", () => {
  const critical = { isCritical: true };
  expect(drawn([group("a", 1, critical), group("b", 2, critical), group("c", 3)], 6)).toEqual([
    ["", "a a0 b b0", 4],
    ["a", "b b1 c c0", 4],
    ["a b", "c c1 c2", 4],
  ]);
});
