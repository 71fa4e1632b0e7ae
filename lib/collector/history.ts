import type { Board, HistoryPoint } from "../model/board.ts";
import { isSame } from "../model/delta.ts";

/** Points kept; at this many every second of the older half goes, so that the reach doubles and memory does not grow. */
const MOST_POINTS = 720;
const LEAST_GAP_MS = 5_000;

export interface History {
  add(at: number, counts: Board["head"]["counts"]): void;
  points(): HistoryPoint[];
  clear(): void;
}

/** Counts over time since start: dense for the recent past, thinner the older it gets. */
export function createHistory(): History {
  let points: HistoryPoint[] = [];
  return {
    add(at, { levels, reasons }) {
      const last = points.at(-1);
      const isStill = last && isSame(last.levels, levels) && isSame(last.reasons, reasons);
      if (isStill && at - last.at < LEAST_GAP_MS) return;
      points = [...points, { at, levels, reasons }];
      if (points.length > MOST_POINTS) points = thinned(points);
    },
    points: () => points,
    clear: () => {
      points = [];
    },
  };
}

/** Drops every second point of the older half. */
function thinned(points: HistoryPoint[]): HistoryPoint[] {
  const half = Math.floor(points.length / 2);
  return points.filter((_, index) => index >= half || index % 2 === 0);
}
