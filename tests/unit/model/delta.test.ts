import fc from "fast-check";
import { expect, test } from "vitest";
import type { Board } from "#lib/model/board.ts";
import { apply, diff, isEmpty } from "#lib/model/delta.ts";
import { findingBoard } from "./plain-board.ts";

const key = fc.oneof(fc.constantFrom("__proto__", "constructor", "toString", "a", "b", "c"), fc.string());
const title = fc.string();

/** Boards that share many keys, some of them names that objects have of their own. */
const boards = fc
  .record({
    findings: fc.array(fc.tuple(key, title), { maxLength: 6 }),
    url: fc.constantFrom("ws://a", "ws://b"),
  })
  .map(({ findings, url }): Board => findingBoard(url, findings));

test("applying the difference of two boards to the first gives the second", () => {
  fc.assert(
    fc.property(boards, boards, (a, b) => {
      const patched = apply(a, diff(a, b));
      expect(patched).toEqual(b);
      expect(Object.keys(patched.findings).sort()).toEqual(Object.keys(b.findings).sort());
    }),
  );
});

test("over JSON it is the same", () => {
  fc.assert(
    fc.property(boards, boards, (a, b) => {
      expect(apply(a, JSON.parse(JSON.stringify(diff(a, b))))).toEqual(b);
    }),
  );
});

test("equal boards have an empty difference, others have not", () => {
  fc.assert(
    fc.property(boards, boards, (a, b) => {
      expect(isEmpty(diff(a, structuredClone(a)))).toBe(true);
      expect(isEmpty(diff(a, b))).toBe(JSON.stringify(sortedBoard(a)) === JSON.stringify(sortedBoard(b)));
    }),
  );
});

test("a key that objects inherit counts as absent", () => {
  const a = findingBoard("ws://a", []);
  const b = findingBoard("ws://a", [
    ["__proto__", "x"],
    ["constructor", "y"],
  ]);
  expect(Object.keys(apply(a, diff(a, b)).findings).sort()).toEqual(["__proto__", "constructor"]);
  expect(Object.keys(apply(b, diff(b, a)).findings)).toEqual([]);
});

test("what did not change keeps its identity, so that a screen redraws only what did", () => {
  const a = findingBoard("ws://a", [
    ["x", "1"],
    ["y", "2"],
  ]);
  const b = findingBoard("ws://a", [
    ["x", "1"],
    ["y", "3"],
  ]);
  const patched = apply(a, diff(a, b));
  expect(patched.findings.x).toBe(a.findings.x);
  expect(patched.servers).toBe(a.servers);
  expect(patched.head).toBe(a.head);
});

function sortedBoard(board: Board): unknown {
  return { ...board, findings: Object.entries(board.findings).sort(([a], [b]) => (a < b ? -1 : 1)) };
}
