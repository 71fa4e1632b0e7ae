import { type Board, type HistoryPoint, isUnseen } from "../model/board.ts";
import { isSame } from "../model/delta.ts";

const MOST_POINTS = 720;
const LEAST_GAP_MS = 5_000;
/** The finest step to which changes are thinned, ms. */
const FIRST_STEP_MS = 10_000;

const UNSEEN = { levels: {}, reasons: {} } as const satisfies Omit<HistoryPoint, "at">;

export interface History {
  /** Takes what a board says at `at`, ms since the epoch; of an unknown state only that it was unknown. */
  add(at: number, head: Pick<Board["head"], "status" | "counts">): void;
  /** Oldest first, at most 720. */
  points(): HistoryPoint[];
  clear(): void;
}

/** Counts over time since start: every few seconds for the recent past; of what is older, the changes. */
export function createHistory(): History {
  let points: HistoryPoint[] = [];
  return {
    add(at, { status, counts }) {
      const last = points.at(-1);
      const isKnown = status !== "unknown";
      if (!last && !isKnown) return;
      const { levels, reasons } = isKnown ? counts : UNSEEN;
      const point = { at, levels, reasons };
      if (last && isStill(last, point) && at - last.at < LEAST_GAP_MS) return;
      points = [...points, point];
      if (points.length > MOST_POINTS) points = thinned(points);
    },
    points: () => points,
    clear: () => {
      points = [];
    },
  };
}

function isStill(before: HistoryPoint, { levels, reasons }: HistoryPoint): boolean {
  return isSame(before.levels, levels) && isSame(before.reasons, reasons);
}

/**
 * Halves at least the older half: what a point says holds until the next, so the first to go are those that repeat the one
 * before. Where too much changed to keep it all, steps of time are as coarse as they must be: each keeps its gravest point
 * and its last.
 */
function thinned(points: HistoryPoint[]): HistoryPoint[] {
  const half = Math.floor(points.length / 2);
  const changes = points.slice(0, half).filter((point, index) => {
    const before = points[index - 1];
    return !before || !isStill(before, point);
  });
  let older = changes;
  for (let step = FIRST_STEP_MS; older.length > half / 2; step *= 2) older = coarsened(changes, step);
  return [...older, ...points.slice(half)];
}

function coarsened(points: HistoryPoint[], step: number): HistoryPoint[] {
  return [...Map.groupBy(points, ({ at }) => Math.floor(at / step)).values()].flatMap((group) => {
    const gravest = group.reduce((worst, point) => (gravityOf(point) > gravityOf(worst) ? point : worst));
    const last = group.at(-1);
    return last && last !== gravest ? [gravest, last] : [gravest];
  });
}

/** How many assets were down. That nobody could look is graver than that none were down. */
function gravityOf(point: HistoryPoint): number {
  return isUnseen(point) ? 0.5 : Object.values(point.reasons).reduce((sum, count) => sum + count, 0);
}
