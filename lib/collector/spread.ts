/** Spreads what comes round over the time in which it does, where all would else be due at once. */
export interface Spread {
  /** Whether it is anybody's turn. */
  isOpen(): boolean;
  /** Notes a turn that takes so much of the time, ms. */
  take(part: number): void;
}

/** What was not used for so long is not made up for, ms. */
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
