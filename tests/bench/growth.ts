import { type Row, told } from "./rows.ts";

interface Point {
  at: string;
  /** How large. */
  x: number;
  /** What that takes. */
  y: number;
}

/** From each size to the next how fast something grows. */
export function growthRow(what: string, points: readonly Point[]): Row[] {
  return points.slice(1).flatMap((after, index) => {
    const before = points[index];
    if (!before) return [];
    const exponent = Math.log(after.y / before.y) / Math.log(after.x / before.x);
    return [told(`growth of ${what}`, `${before.at} to ${after.at}`, exponent.toFixed(2), METHOD)];
  });
}

const METHOD = "Exponent of the growth with the number of assets, or of screens; 1 is in proportion, 0 not at all.";
