import { afterEach, expect, test } from "vitest";
import { clockText, dateText, dayText, setTimeZone, startText, timeText } from "#components/ui/time.ts";

const winter = Date.UTC(2026, 10, 22, 23, 2, 11);
const summer = Date.UTC(2026, 6, 1, 10, 0, 0);

afterEach(() => setTimeZone("UTC"));

test("absolute times carry their zone: UTC unless another is configured", () => {
  expect([clockText(winter), dateText(winter), dayText(winter)]).toEqual([
    "23:02:11 UTC",
    "22 Nov 2026, 23:02:11 UTC",
    "Sunday 22 November 2026, UTC",
  ]);
  setTimeZone("Europe/Berlin");
  expect([clockText(winter), dateText(summer)]).toEqual(["00:02:11 CET", "1 Jul 2026, 12:00:00 CEST"]);
});

test.each([
  { name: "of today", at: winter - 60_000, text: "23:01 UTC", short: "23:01 UTC" },
  { name: "of yesterday", at: winter - 86_400_000, text: "21 Nov, 23:02 UTC", short: "21 Nov UTC" },
  {
    name: "a year ago, of the same day",
    at: Date.UTC(2025, 10, 22, 12),
    text: "22 Nov, 12:00 UTC",
    short: "22 Nov UTC",
  },
])("a time $name", ({ at, text, short }) => {
  expect(timeText(at, winter)).toBe(text);
  expect(startText(at, winter)).toBe(short);
});
