import { expect, test } from "vitest";
import { gapsOf, levelBands, reasonBands, rowsOf } from "#components/history/series.ts";

const seen = (at: number, count = 0) => ({
  at,
  levels: { "5": 3 },
  reasons: count > 0 ? { "host-down": count } : {},
});
const unseen = (at: number) => ({ at, levels: {}, reasons: {} });

test.each([
  ["nothing is one", [seen(1), seen(2)], []],
  ["it lasts until somebody looks", [seen(1), unseen(2), seen(5)], [{ from: 2, to: 5 }]],
  ["points of one are one", [seen(1), unseen(2), unseen(4), seen(5)], [{ from: 2, to: 5 }]],
  [
    "each for itself",
    [unseen(1), seen(2), unseen(3), seen(4)],
    [
      { from: 1, to: 2 },
      { from: 3, to: 4 },
    ],
  ],
  ["up to now", [seen(1), unseen(2)], [{ from: 2, to: 9 }]],
])("a time in which nobody could look: %s", (_, points, gaps) => {
  expect(gapsOf(points, 9)).toEqual(gaps);
});

test("where nobody could look there is no number, what was seen holds until then, and none down is 0", () => {
  const points = [seen(1, 4), unseen(2), seen(3)];
  expect(rowsOf(points, reasonBands(points), "reasons", 9)).toEqual([
    { at: 1, "host-down": 4 },
    { at: 2, "host-down": 4 },
    { at: 2, "host-down": null },
    { at: 3, "host-down": 0 },
    { at: 9, "host-down": 0 },
  ]);
});

test.each([
  ["for a second until the clock has gone on", null, 1_001],
  ["up to now from then on", 5_000, 5_000],
])("a single moment is a band, not a lone dot: %s", (_, now, end) => {
  const points = [seen(1)];
  const bands = levelBands(points);
  expect(rowsOf(points, bands, "levels", now)).toEqual([
    { at: 1, "5": 3 },
    { at: end, "5": 3 },
  ]);
});
