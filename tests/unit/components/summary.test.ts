import { expect, test } from "vitest";
import { reasonSummary } from "#components/history/summary.ts";

test("large numbers of what is down are grouped, as everywhere else", () => {
  const points = [{ at: Date.UTC(2026, 10, 22, 12), levels: {}, reasons: { "host-down": 110_000, stopped: 1_500 } }];
  expect(reasonSummary(points)).toBe(
    "Now 111,500 assets down: 1,500 stopped and 110,000 host down. Most at once: 111,500, 12:00 UTC.",
  );
});
