import { widest } from "./columns.ts";

/** Of marks: their side and how many lines of them each cluster has. Lengths are in rem. */
export interface Ribbon {
  side: number;
  lines: number;
  isNamed: boolean;
}

/** Sides: the largest is as large as a word's sign, the least is still seen from afar; below that of a named one names give way. */
const MOST = 1;
const NAMED = 0.4;
const LEAST = 0.3;
const STEP = 0.05;
/** Between marks, and between clusters; as in `foot.css`. */
const GAP = 0.08;
const BETWEEN = 0.3;
/** Height of a cluster's name, and how much larger its letters may be than a rem, as on a telephone. */
const NAME = 1.25;
const LETTERS = 1.12;

/** The largest marks with which all clusters fit, with their names where that leaves marks large enough; null where none fit. */
export function ribbonOf(clusters: { name: string; count: number }[], width: number, height: number): Ribbon | null {
  const sizes = clusters.map(({ name, count }) => ({ count, nameWidth: LETTERS * widest([name]) + BETWEEN }));
  const most = Math.max(...sizes.map(({ count }) => count));
  for (const isNamed of [true, false]) {
    for (let side = MOST; side > (isNamed ? NAMED : LEAST) - STEP / 2; side -= STEP) {
      for (let lines = 1; lines <= most && lines * side < height; lines += 1) {
        const ribbon = { side, lines, isNamed };
        if (heightOf(sizes, ribbon, width) <= height) return ribbon;
      }
    }
  }
  return null;
}

/** Clusters stand side by side as long as they fit. */
function heightOf(
  sizes: { count: number; nameWidth: number }[],
  { side, lines, isNamed }: Ribbon,
  width: number,
): number {
  const cell = side + GAP;
  let rows = 1;
  let left = width;
  for (const { count, nameWidth } of sizes) {
    const needed = Math.max(Math.ceil(count / lines) * cell, isNamed ? nameWidth : 0);
    if (needed > width) return Number.POSITIVE_INFINITY;
    if (needed > left) {
      rows += 1;
      left = width;
    }
    left -= needed + BETWEEN;
  }
  return rows * (lines * cell + (isNamed ? NAME : 0) + BETWEEN);
}
