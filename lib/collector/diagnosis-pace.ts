/** What answers mean for the diagnosis: what was hinted at may change the board, what comes round seldom does. */
export type News = "none" | "routine" | "urgent";

/** A diagnosis looks at all assets. This one leaves so many times its own cost between two of them. */
const PAUSES = { routine: 20, urgent: 2 } as const satisfies Record<Exclude<News, "none">, number>;

/** When to diagnose: at once in a system that takes milliseconds, seldom enough in one that takes a second. */
export interface DiagnosisPace {
  note(news: News): void;
  /** ms until it is time, for what came or for what settles; 0 where it is, infinite where there is nothing to diagnose. */
  wait(isSettling: boolean): number;
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
    wait(isSettling) {
      const news = isSettling ? "urgent" : pending;
      return news === "none" ? Number.POSITIVE_INFINITY : Math.max(0, endedAt + cost * PAUSES[news] - now());
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
