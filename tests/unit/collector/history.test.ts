import { expect, test } from "vitest";
import { createHistory, type History } from "#lib/collector/history.ts";
import type { Counts, HistoryPoint, Status } from "#lib/model/board.ts";
import { NOW } from "../model/observed.ts";
import { findingBoard } from "../model/plain-board.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const { counts } = findingBoard("ws://a", []).head;
const START = Math.floor(NOW / HOUR) * HOUR;

interface Moment {
  levels?: Counts["levels"];
  reasons?: Counts["reasons"];
  status?: Status;
}

/** Told every `step` ms of what is so at a time since the start, up to `end`, ms. */
function watched(end: number, step: number, momentAt: (time: number) => Moment): History {
  const history = createHistory();
  for (let time = 0; time <= end; time += step) {
    const { levels = { "5": 3 }, reasons = {}, status = "ok" } = momentAt(time);
    history.add(START + time, { status, counts: { ...counts, levels, reasons } });
  }
  return history;
}

/** What a chart shows at a time since the start: the last point until then. */
function shownAt(points: HistoryPoint[], time: number): HistoryPoint | undefined {
  return points.findLast(({ at }) => at <= START + time);
}

test("a day later an outage of an hour and a rollout stand where they were, to the second", () => {
  const history = watched(24 * HOUR, 5 * SECOND, (time) => ({
    levels: time < HOUR ? { "3": 3 } : { "5": 3 },
    reasons: time >= 20 * HOUR && time < 21 * HOUR ? { "host-down": 3 } : {},
  }));
  const points = history.points();
  const changesOf = (of: "levels" | "reasons") =>
    points
      .filter((point, index) => index > 0 && JSON.stringify(point[of]) !== JSON.stringify(points[index - 1]?.[of]))
      .map(({ at, [of]: said }) => [(at - START) / HOUR, said]);
  expect(changesOf("levels")).toEqual([[1, { "5": 3 }]]);
  expect(changesOf("reasons")).toEqual([
    [20, { "host-down": 3 }],
    [21, {}],
  ]);
  expect(points[0]?.at).toBe(START);
  expect(points.length).toBeLessThanOrEqual(720);
});

test("the recent past is dense, and nothing is added more often than every 5 s where nothing changes", () => {
  const points = watched(24 * HOUR, SECOND, () => ({})).points();
  const recent = points.filter(({ at }) => at > START + 24 * HOUR - 20 * MINUTE);
  expect(recent.length).toBe(240);
});

test("where something changes all the time, an outage stays in sight, and is not drawn much longer than it was", () => {
  const isOut = (time: number) => time >= 20 * HOUR && time < 20 * HOUR + MINUTE;
  const points = watched(72 * HOUR, 4 * SECOND, (time) => ({
    levels: time < HOUR ? { "3": 3 } : { "5": 3 },
    reasons: isOut(time) ? { "host-down": 40 } : time % (8 * SECOND) === 0 ? { "no-answer": 1 } : {},
  })).points();
  expect(points.length).toBeLessThanOrEqual(720);
  const out = points.filter(({ reasons }) => reasons["host-down"] === 40);
  const over = points.find(({ at, reasons }) => at > START + 20 * HOUR && reasons["host-down"] === undefined);
  expect(out[0]?.at).toBe(START + 20 * HOUR);
  expect((over?.at ?? 0) - START).toBeLessThan(21.5 * HOUR);
  expect(shownAt(points, 0)?.levels).toEqual({ "3": 3 });
  expect(shownAt(points, 3 * HOUR)?.levels).toEqual({ "5": 3 });
});

test("a time in which the state was not known is one of its own, but not before anything was known", () => {
  const isDark = (time: number) => time < MINUTE || (time >= HOUR && time < 2 * HOUR);
  const points = watched(24 * HOUR, 5 * SECOND, (time) => ({ status: isDark(time) ? "unknown" : "ok" })).points();
  expect(points[0]).toEqual({ at: START + MINUTE, levels: { "5": 3 }, reasons: {} });
  expect(shownAt(points, 1.5 * HOUR)).toEqual({ at: START + HOUR, levels: {}, reasons: {} });
  expect(shownAt(points, 2.5 * HOUR)).toEqual({ at: START + 2 * HOUR, levels: { "5": 3 }, reasons: {} });
});
