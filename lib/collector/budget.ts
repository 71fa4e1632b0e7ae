/**
 * What may be spent a second, on average: bytes, or requests. What is urgent may draw on all that was saved, what is
 * urgent but costly on what is above a quarter, and routine on what is above half: there is always something left for
 * what has just changed, however much was spent on earlier changes.
 */
export interface Budget {
  allows(need: keyof typeof LEFT_ALONE): boolean;
  /** May go below zero: the size of a reply is known only once it has come. */
  spend(amount: number): void;
}

/** The part of `most` that is left for more pressing needs. */
const LEFT_ALONE = { urgent: 0, costly: 1 / 4, routine: 1 / 2 };

export interface BudgetOptions {
  perSecond: number;
  /** The most that is saved up. */
  most: number;
}

/** A full budget; `now` in ms. */
export function createBudget({ perSecond, most }: BudgetOptions, now: () => number): Budget {
  let saved = most;
  let at = now();

  function settle(): number {
    const time = now();
    // A clock that was set back earns nothing and takes nothing.
    saved = Math.min(most, saved + (Math.max(0, time - at) / 1_000) * perSecond);
    at = time;
    return saved;
  }

  return {
    allows: (need) => settle() > most * LEFT_ALONE[need],
    spend(amount) {
      saved = settle() - amount;
    },
  };
}
