/**
 * What may be spent a second, on average: bytes, or requests. What is urgent may draw on all that was saved,
 * routine only on what is above half, so that there is always something left for what has just changed.
 */
export interface Budget {
  allows(need: "urgent" | "routine"): boolean;
  /** May go below nothing: how large a reply is one knows when it has come. */
  spend(amount: number): void;
}

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
    allows: (need) => settle() > (need === "urgent" ? 0 : most / 2),
    spend(amount) {
      saved = settle() - amount;
    },
  };
}
