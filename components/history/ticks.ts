import { shortDay, shortTime, zoneOffset } from "#components/ui/time.ts";

const MINUTE = 60_000;
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 10_080].map((minutes) => minutes * MINUTE);

/** Round moments between two times, ms since the epoch: at most `limit`, on whole minutes, hours or days of the zone. */
export function roundTicks(from: number, to: number, limit: number): number[] {
  const step = STEPS.find((size) => (to - from) / size <= limit) ?? (to - from) / limit;
  const ahead = zoneOffset(from);
  const first = Math.ceil((from + ahead) / step) * step;
  const count = Math.max(0, Math.floor((to + ahead - first) / step) + 1);
  return Array.from({ length: count }, (_, index) => {
    const local = first + index * step;
    // Where the clocks are changed in between, it is as far ahead as it is then.
    return local - zoneOffset(local - ahead);
  });
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
