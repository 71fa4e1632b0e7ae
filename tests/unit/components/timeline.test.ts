import { expect, test } from "vitest";
import { markerSummary, markersOf } from "#components/history/markers.ts";
import { isNear } from "#components/history/pointed.ts";
import { daysOf } from "#components/timeline/days.ts";
import { kindsOf, withKind } from "#components/timeline/kinds.ts";
import type { TimelineEvent } from "#lib/model/board.ts";

const event = (at: number, kind: TimelineEvent["kind"], text: string = kind): TimelineEvent => ({
  at,
  kind,
  subject: "n1",
  text,
  severity: "info",
});

test.each([
  ["", "version", "kind=version"],
  ["kind=version", "version", ""],
  ["kind=version", "asset", "kind=version%2Casset"],
  ["kind=asset,version&theme=dark", "asset", "kind=version&theme=dark"],
  ["kind=nonsense", "view", "kind=view"],
] as const)("the query %j with %s taken in or out", (query, kind, expected) => {
  expect(withKind(new URLSearchParams(query), kind)).toBe(expected);
});

test("without a kind, or with none that there is, all are shown", () => {
  expect(kindsOf(new URLSearchParams("")).size).toBe(8);
  expect(kindsOf(new URLSearchParams("kind=x")).size).toBe(8);
  expect([...kindsOf(new URLSearchParams("kind=leader,x"))]).toEqual(["leader"]);
});

test("events are by day of UTC, the newest day first", () => {
  const night = Date.UTC(2026, 10, 22);
  const days = daysOf([event(night + 1, "restart"), event(night, "level"), event(night - 1, "asset")]);
  expect(days.map(({ name, events }) => [name, events.length])).toEqual([
    ["Sunday 22 November 2026, UTC", 2],
    ["Saturday 21 November 2026, UTC", 1],
  ]);
});

test("an event keeps its key when a like one comes before it", () => {
  const [before] = daysOf([event(5, "asset", "first")]);
  const [after] = daysOf([event(5, "asset", "second"), event(5, "asset", "first")]);
  expect(after?.events[1]?.key).toBe(before?.events[0]?.key);
  expect(new Set(after?.events.map(({ key }) => key)).size).toBe(2);
});

test("charts mark restarts and version changes within them, close ones as one", () => {
  const events = [
    event(100, "version", "n1 went up"),
    event(101, "restart", "n1 restarted"),
    event(500, "restart", "n2 restarted"),
    event(600, "asset"),
    event(5_000, "restart", "too late"),
  ];
  const markers = markersOf(events, 0, 1_000);
  expect(markers.map(({ at, kind }) => [at, kind])).toEqual([
    [100, "version"],
    [500, "restart"],
  ]);
  expect(markerSummary(markers, 1_000)).toBe("Marked: n2 restarted, 00:00 UTC; n1 went up and 1 more, 00:00 UTC.");
});

test.each([
  ["list", 100, 100, true],
  ["list", 100, 101, false],
  ["chart", 100_000, 104_000, true],
  ["chart", 100_000, 120_000, false],
] as const)("pointed at from the %s at %i, an event at %i is near: %s", (from, at, other, expected) => {
  expect(isNear(other, { at, from }, 60_000)).toBe(expected);
});
