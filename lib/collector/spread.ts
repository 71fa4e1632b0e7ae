/** Spreads what comes round in turn over the time of a round; else all of it would be due at once. */
export interface Spread {
  /** Whether the next may have its turn. */
  isOpen(): boolean;
  /** Notes a turn, which takes up this much of the round, ms. */
  take(part: number): void;
}

/** Turns that are missed for longer than this are not made up for, ms. */
const MOST_BEHIND_MS = 5_000;

/** `now` in ms. */
export function createSpread(now: () => number): Spread {
  let nextAt = Number.NEGATIVE_INFINITY;
  return {
    isOpen: () => now() >= nextAt,
    take(part) {
      nextAt = Math.max(nextAt, now() - MOST_BEHIND_MS) + part;
    },
  };
}
