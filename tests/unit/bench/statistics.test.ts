import { expect, test } from "vitest";
import { growthRow } from "#tests/bench/growth.ts";
import { quantile, slopeOf } from "#tests/bench/statistics.ts";

const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);

test.each([
  [0.5, 50],
  [0.99, 99],
  [1, 100],
])("%d of the numbers to 100 do not exceed %d", (share, wanted) => {
  expect(quantile(hundred, share)).toBe(wanted);
});

test("the slope of a line is its own, and noise around it that is the same everywhere does not change it", () => {
  const noisy = [1, 2, 3, 4].flatMap((x) => [3 * x - 1, 3 * x + 1].map((y) => ({ x, y })));
  expect(slopeOf(noisy)).toBeCloseTo(3);
});

test.each([
  ["in proportion", 100, "1.00"],
  ["with the square", 10_000, "2.00"],
  ["not at all", 1, "0.00"],
])("what grows %s has its exponent", (_name, after, exponent) => {
  const points = [
    { at: "small", x: 1, y: 1 },
    { at: "large", x: 100, y: after },
  ];
  expect(growthRow("bytes", points).map(({ at, figure }) => [at, figure])).toEqual([["small to large", exponent]]);
});
