import { expect, test } from "vitest";
import { levelSummary, reasonSummary } from "#components/history/summary.ts";

const at = (hour: number) => Date.UTC(2026, 10, 22, hour);
const levels = { "5": 3 };

test("large numbers of what is down are grouped, as everywhere else", () => {
  const points = [{ at: at(12), levels, reasons: { "host-down": 110_000, stopped: 1_500 } }];
  expect(reasonSummary(points)).toBe(
    "Now 111,500 assets down: 1,500 stopped and 110,000 host down. Most at once: 111,500, 12:00 UTC.",
  );
});

const calm = { at: at(8), levels, reasons: {} };
const unseen = { at: at(9), levels: {}, reasons: {} };
const later = { at: at(10), levels, reasons: {} };
const down = { at: at(8), levels, reasons: { "host-down": 3 } };

test.each([
  ["all of it seen", [calm, later], "Nothing was down since 08:00 UTC."],
  ["a gap", [calm, unseen, later], "Nothing was seen down since 08:00 UTC; for some of that time it is not known."],
  ["not known now", [down, unseen], "What is down now is not known. Most at once: 3, 08:00 UTC."],
  ["well again", [down, later], "Nothing is down now. Most at once: 3, 08:00 UTC."],
])("what was down is told of what was seen: %s", (_, points, words) => {
  expect(reasonSummary(points)).toBe(words);
});

test.each([
  ["the same after a gap", [calm, unseen, later], "Now 3 servers at level 5. No change since 08:00 UTC."],
  ["not known now", [calm, unseen], "Not known now. No change since 08:00 UTC."],
  [
    "another after a gap",
    [{ ...calm, levels: { "3": 3 } }, unseen, later],
    "Now 3 servers at level 5. Last change 10:00 UTC.",
  ],
])("levels are told of what was seen: %s", (_, points, words) => {
  expect(levelSummary(points)).toBe(words);
});
