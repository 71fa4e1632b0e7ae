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

/** The screen's clocks, some ms after the pulse was heard. */
const after = (ms: number) => ({ monotonic: 50_000 + ms, wall: 9_000_000 + ms });

test.each([
  { link: "open", ms: 3_900, stale: false },
  { link: "open", ms: 4_900, stale: false },
  { link: "open", ms: 5_100, stale: true },
  { link: "resting", ms: 0, stale: true },
] as const)("asked each 2 s, observed 1 s before, heard $ms ms ago, $link: stale is $stale", ({ link, ms, stale }) => {
  expect(isStale({ ...heard, link }, after(ms), 2_000)).toBe(stale);
});

test.each([
  { link: "open", ms: 60_000, stale: false },
  { link: "retrying", ms: 9_900, stale: false },
  { link: "retrying", ms: 10_100, stale: true },
  { link: "login", ms: 10_100, stale: true },
  { link: "gone", ms: 10_100, stale: true },
  { link: "resting", ms: 0, stale: true },
] as const)("never observed, heard $ms ms ago, $link: it has no age, and stale is $stale", ({ link, ms, stale }) => {
  const never: Pulse = { ...heard, link, observedAt: null };
  expect(ageOf(never, after(ms))).toBeNull();
  expect(isStale(never, after(ms), 2_000)).toBe(stale);
});
