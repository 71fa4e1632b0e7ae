import { expect, test } from "vitest";
import { ageOf, isStale, type Pulse } from "#components/feed/pulse.ts";

const heard: Pulse = {
  link: "open",
  observedAt: 1_000_000,
  serverNow: 1_001_000,
  heardAt: { monotonic: 50_000, wall: 9_000_000 },
};

test.each([
  { name: "at once", now: { monotonic: 50_000, wall: 9_000_000 }, age: 1_000 },
  { name: "both clocks went on", now: { monotonic: 53_000, wall: 9_003_000 }, age: 4_000 },
  {
    name: "the machine slept: the monotonic clock stood still",
    now: { monotonic: 50_100, wall: 12_600_000 },
    age: 3_601_000,
  },
  { name: "the wall clock was set back by hours", now: { monotonic: 53_000, wall: 1_000 }, age: 4_000 },
])("the age counts from the observation, $name", ({ now, age }) => {
  expect(ageOf(heard, now)).toBe(age);
});

test("what was never observed has no age, and is not stale by age", () => {
  expect(ageOf({ ...heard, observedAt: null }, heard.heardAt)).toBeNull();
  expect(isStale(null, 2_000)).toBe(false);
});

test.each([
  { age: 2_000, stale: false },
  { age: 4_900, stale: false },
  { age: 5_100, stale: true },
])("polls each 2 s, $age ms old: stale is $stale", ({ age, stale }) => {
  expect(isStale(age, 2_000)).toBe(stale);
});
