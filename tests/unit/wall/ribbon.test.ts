import { expect, test } from "vitest";
import { ribbonOf } from "#components/wall/ribbon.ts";

const clusters = (many: number, count: number, name = "C") =>
  Array.from({ length: many }, (_, index) => ({ name: `${name}${index}`, count }));

test("few servers have large marks in a line", () => {
  expect(ribbonOf(clusters(3, 10), 45, 10)).toEqual({ side: 1, lines: 1, isNamed: true });
});

test("many have as many lines as make their marks largest", () => {
  const ribbon = ribbonOf(clusters(5, 60), 45, 10);
  expect(ribbon?.lines).toBeGreaterThan(4);
  expect(ribbon?.side).toBeGreaterThan(0.7);
});

test("less room has smaller marks", () => {
  const sides = [10, 8, 6].map((height) => ribbonOf(clusters(5, 60), 45, height)?.side ?? 0);
  expect(sides).toEqual(sides.toSorted((a, b) => b - a));
  expect(new Set(sides).size).toBe(3);
});

test("names of many clusters give way to marks that are seen from afar", () => {
  expect(ribbonOf(clusters(100, 3, "us-east-"), 45, 6)).toMatchObject({ isNamed: false });
});

test("where marks would be too small there are none", () => {
  expect(ribbonOf(clusters(20, 100), 45, 6)).toBeNull();
});
