import { shortDay, shortTime } from "#components/ui/time.ts";

const MINUTE = 60_000;
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 10_080].map((minutes) => minutes * MINUTE);

/** Round moments between two times, ms since the epoch: at most `limit`, on whole minutes, hours or days of UTC. */
export function roundTicks(from: number, to: number, limit: number): number[] {
  const step = STEPS.find((size) => (to - from) / size <= limit) ?? (to - from) / limit;
  const first = Math.ceil(from / step) * step;
  const count = Math.max(0, Math.floor((to - first) / step) + 1);
  return Array.from({ length: count }, (_, index) => first + index * step);
}

const DAY = 1440 * MINUTE;

/** The label of each tick: a time, or the day where one begins. Over more than a day the first has its day too. */
export function tickTexts(ticks: number[]): Map<number, string> {
  const isLong = (ticks.at(-1) ?? 0) - (ticks[0] ?? 0) >= DAY;
  return new Map(
    ticks.map((at, index) => {
      const before = ticks[index - 1];
      const isNewDay = before === undefined ? isLong : shortDay(before) !== shortDay(at);
      return [at, isNewDay ? shortDay(at) : shortTime(at)];
    }),
  );
}
