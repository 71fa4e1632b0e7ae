import { expect, test } from "vitest";
import { createBackOff } from "#lib/collector/back-off.ts";

function backOffAt(start: number) {
  const clock = { now: start };
  return { clock, backOff: createBackOff(() => clock.now) };
}

test("a question waits twice as long each time, and 30 s at most", () => {
  const { clock, backOff } = backOffAt(0);
  const askedAt: number[] = [];
  for (; clock.now <= 120_000; clock.now += 500) {
    if (!backOff.isDue("q")) continue;
    askedAt.push(clock.now / 1000);
    backOff.asked("q");
  }
  expect(askedAt).toEqual([0, 1, 3, 7, 15, 31, 61, 91]);
});

test("a question that is forgotten is due at once, and waits as a new one does", () => {
  const { clock, backOff } = backOffAt(0);
  for (clock.now of [0, 1_000]) for (const question of ["q", "q2"]) backOff.asked(question);
  clock.now = 1_500;
  backOff.forget("q");
  expect(["q", "q2"].map(backOff.isDue)).toEqual([true, false]);
  backOff.asked("q");
  clock.now = 2_500;
  expect(backOff.isDue("q")).toBe(true);
});

test("a change makes all questions due at once", () => {
  const { backOff } = backOffAt(0);
  for (const question of ["q", "q2"]) backOff.asked(question);
  backOff.clear();
  expect(["q", "q2"].map(backOff.isDue)).toEqual([true, true]);
});

test("what is asked no more is forgotten: should it come again, it is due", () => {
  const { backOff } = backOffAt(0);
  backOff.asked("old");
  backOff.asked("kept");
  backOff.keepOnly(new Set(["kept"]));
  expect(["old", "kept"].map(backOff.isDue)).toEqual([true, false]);
});
