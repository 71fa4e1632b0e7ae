/**
 * What may be spent a second, on average: bytes, or requests. What is urgent may draw on all that was saved, what is
 * urgent and dear on what is above a quarter, and routine on what is above half: there is always something left for
 * what has just changed, however much was spent on what changed before.
 */
export interface Budget {
  allows(need: keyof typeof LEFT_ALONE): boolean;
  /** May go below nothing: how large a reply is one knows when it has come. */
  spend(amount: number): void;
}

/** The part of the most that is left to what is more pressing. */
const LEFT_ALONE = { urgent: 0, dear: 1 / 4, routine: 1 / 2 };

export interface BudgetOptions {
  perSecond: number;
  /** The most that is saved. */
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
