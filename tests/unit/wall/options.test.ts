import { expect, test } from "vitest";
import { isNight, readWallSetup } from "#components/wall/options.ts";

const read = (query: string) => readWallSetup(new URLSearchParams(query));

test.each([
  ["", {}],
  ["rotate=20s", { rotate: 20_000 }],
  ["rotate=2m&page=5s", { rotate: 120_000, page: 5_000 }],
  ["dim=22-06", { dim: { from: 22, to: 6 } }],
  ["drift=off&sound", { drift: false, sound: true }],
  ["theme=Contrast", { theme: "contrast" }],
])("'%s' is understood", (query, want) => {
  const defaults = { theme: "dark", rotate: null, page: 10_000, dim: null, drift: true, sound: false };
  expect(read(`wall&${query}`)).toMatchObject({ ...defaults, ...want, notes: [] });
});

test.each([
  "rotate=1s",
  "rotate=20",
  "page=soon",
  "dim=22",
  "dim=24-06",
  "dim=6-6",
  "drift=no",
  "theme=pink",
  "rotat=20s",
])("'%s' is ignored with a note", (query) => {
  const { notes, asked } = read(`wall&${query}`);
  expect(notes).toHaveLength(1);
  expect([...asked]).toEqual([]);
});

test("a night may go past midnight", () => {
  expect([21, 22, 0, 5, 6].map((hour) => isNight({ from: 22, to: 6 }, hour))).toEqual([false, true, true, true, false]);
  expect([0, 1, 4, 5].map((hour) => isNight({ from: 1, to: 5 }, hour))).toEqual([false, true, true, false]);
});
