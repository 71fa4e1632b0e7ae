import { expect, test } from "vitest";
import { holdOf, holdsOf } from "#lib/collector/holds.ts";
import { createSpread } from "#lib/collector/spread.ts";
import { DEFAULT_BUDGET } from "#lib/model/context.ts";

const hold = { least: 10, most: 1_000, perSecond: 100 };

test.each([
  { what: "a small system is asked as often as is useful", cost: 1, want: 10 },
  { what: "a larger one so that a round costs no more than may be spent", cost: 50, want: 500 },
  { what: "however large, within a bound", cost: 10_000, want: 1_000 },
])("$what", ({ cost, want }) => expect(holdOf(hold, cost)).toBe(want));

test("with the default budget, 10 servers of 4 kB are asked for summaries with every poll", () => {
  expect(holdOf(holdsOf(DEFAULT_BUDGET).summaries, 10 * 4 * 1024)).toBeLessThan(2_000);
});

test.each([
  { accounts: 30, minutes: 10 },
  { accounts: 180, minutes: 30 },
  { accounts: 5_000, minutes: 60 },
])("names of $accounts accounts that cannot have changed are asked for every $minutes min", ({ accounts, minutes }) =>
  expect(holdOf(holdsOf(DEFAULT_BUDGET).calmNames, accounts)).toBeCloseTo(minutes * 60_000),
);

test("what comes round is spread: a turn is open when the time of the last one has passed", () => {
  let now = 100_000;
  const spread = createSpread(() => now);
  expect(spread.isOpen()).toBe(true);
  for (let turn = 0; spread.isOpen(); turn++) {
    expect(turn, "what was not used for long is not made up for").toBeLessThan(10);
    spread.take(1_000);
  }
  now += 1_000;
  expect(spread.isOpen()).toBe(true);
  spread.take(1_000);
  expect(spread.isOpen()).toBe(false);
});
