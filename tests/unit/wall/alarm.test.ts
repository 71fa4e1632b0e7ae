import { expect, test } from "vitest";
import { createAlarm } from "#components/wall/alarm.ts";

const MINUTE = 60_000;

test("what is critical when the screen is opened is no news, what comes later is, once", () => {
  const alarm = createAlarm();
  expect(alarm.see(["a"], 0)).toEqual([]);
  expect(alarm.see(["a", "b"], 1)).toEqual(["b"]);
  expect(alarm.see(["a", "b"], 2)).toEqual([]);
});

test("what is gone for a moment, as in a restart of Plimsoll, is no news when it is back", () => {
  const alarm = createAlarm();
  alarm.see(["a"], 0);
  alarm.see([], 60 * MINUTE);
  expect(alarm.see(["a"], 61 * MINUTE)).toEqual([]);
});

test("what was gone for minutes is news when it is back", () => {
  const alarm = createAlarm();
  alarm.see(["a"], 0);
  alarm.see([], MINUTE);
  expect(alarm.see(["a"], 4 * MINUTE)).toEqual(["a"]);
});
