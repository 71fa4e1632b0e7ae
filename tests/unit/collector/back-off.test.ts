import { expect, test } from "vitest";
import { createBackOff } from "#lib/collector/back-off.ts";

test("a question waits twice as long each time, and 30 s at most", () => {
  const backOff = createBackOff();
  const askedAt: number[] = [];
  for (let now = 0; now <= 120_000; now += 500) {
    if (!backOff.isDue("q", now)) continue;
    askedAt.push(now / 1000);
    backOff.asked("q", now);
  }
  expect(askedAt).toEqual([0, 1, 3, 7, 15, 31, 61, 91]);
});

test("a change makes the questions of its prefix due at once, and no others", () => {
  const backOff = createBackOff();
  for (const question of ["leaf\0APP", "hub\0APP"]) backOff.asked(question, 0);
  backOff.reset("leaf\0");
  expect(backOff.isDue("leaf\0APP", 1)).toBe(true);
  expect(backOff.isDue("hub\0APP", 1)).toBe(false);
});

test("a question that is forgotten is due at once, and waits as a new one does", () => {
  const backOff = createBackOff();
  for (const now of [0, 1_000]) for (const question of ["q", "q2"]) backOff.asked(question, now);
  backOff.forget("q");
  expect(["q", "q2"].map((question) => backOff.isDue(question, 1_500))).toEqual([true, false]);
  backOff.asked("q", 1_500);
  expect(backOff.isDue("q", 2_500)).toBe(true);
});

test("what is asked no more is forgotten: should it come again, it is due", () => {
  const backOff = createBackOff();
  backOff.asked("old", 0);
  backOff.asked("kept", 0);
  backOff.keepOnly(new Set(["kept"]));
  expect(backOff.isDue("old", 1)).toBe(true);
  expect(backOff.isDue("kept", 1)).toBe(false);
});
