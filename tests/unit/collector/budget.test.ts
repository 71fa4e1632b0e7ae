import { expect, test } from "vitest";
import { createBudget } from "#lib/collector/budget.ts";

function budgetAt(most: number) {
  const clock = { now: 1_000_000 };
  return { clock, budget: createBudget({ perSecond: 10, most }, () => clock.now) };
}

test("what is urgent may spend all, what is costly all but a quarter, routine only the upper half", () => {
  const { budget } = budgetAt(100);
  const allowed = () => [budget.allows("routine"), budget.allows("costly"), budget.allows("urgent")];
  expect(allowed()).toEqual([true, true, true]);
  budget.spend(50);
  expect(allowed()).toEqual([false, true, true]);
  budget.spend(25);
  expect(allowed()).toEqual([false, false, true]);
  budget.spend(25);
  expect(allowed()).toEqual([false, false, false]);
});

test("what was overdrawn is earned back at the pace given, and no more is saved than the most", () => {
  const { budget, clock } = budgetAt(100);
  budget.spend(150);
  clock.now += 5_000;
  expect(budget.allows("urgent"), "after 50 of 50").toBe(false);
  clock.now += 100;
  expect(budget.allows("urgent")).toBe(true);
  clock.now += 3_600_000;
  budget.spend(50);
  expect(budget.allows("routine"), "an hour saved no more than 100").toBe(false);
});

test("a clock that is set back neither earns nor blocks", () => {
  const { budget, clock } = budgetAt(100);
  budget.spend(100);
  clock.now -= 3_600_000;
  expect(budget.allows("urgent")).toBe(false);
  clock.now += 100;
  expect(budget.allows("urgent")).toBe(true);
});
