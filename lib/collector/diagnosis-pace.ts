/** What answers mean for the diagnosis: what was hinted at may change the board, what comes round seldom does. */
export type News = "none" | "routine" | "urgent";

/** A diagnosis looks at all assets. This one leaves so many times its own cost between two of them. */
const PAUSES = { none: Number.POSITIVE_INFINITY, routine: 20, urgent: 2 } as const satisfies Record<News, number>;

/** When to diagnose: at once in a system that takes milliseconds, seldom enough in one that takes a second. */
export interface DiagnosisPace {
  note(news: News): void;
  /** Whether it is time, for what came or for what settles. */
  isDue(isSettling: boolean): boolean;
  /** Diagnoses, and takes the time of it. */
  measured<T>(diagnose: () => T): T;
}

/** `now` in ms. */
export function createDiagnosisPace(now: () => number): DiagnosisPace {
  let pending: News = "none";
  let endedAt = 0;
  let cost = 0;
  return {
    note(news) {
      if (pending !== "urgent" && news !== "none") pending = news;
    },
    isDue(isSettling) {
      const news = isSettling ? "urgent" : pending;
      return news !== "none" && now() - endedAt >= cost * PAUSES[news];
    },
    measured(diagnose) {
      const started = now();
      pending = "none";
      const result = diagnose();
      endedAt = now();
      cost = endedAt - started;
      return result;
    },
  };
}
