import type { Work } from "../model/work.ts";

/** What answers mean for the diagnosis: one that was hinted at may change the board, a routine one seldom does. */
export type News = "none" | "routine" | "urgent";

/** The pause between two diagnoses: `times` what the last one cost, at most `most` ms. */
const PAUSES = {
  routine: { times: 20, most: 5_000 },
  urgent: { times: 2, most: 500 },
} as const satisfies Record<Exclude<News, "none">, { times: number; most: number }>;

/** When to diagnose: at once where it takes milliseconds, seldom enough where it takes a second. */
export interface DiagnosisPace {
  note(news: News): void;
  /**
   * ms until the next diagnosis, of what came or of what settles; 0 where it is due, infinite where there is nothing to
   * diagnose.
   */
  wait(isSettling: boolean): number;
  /** The same work, with each step timed. */
  measured<T>(work: Work<T>): Work<T>;
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
      if (news === "none") return Number.POSITIVE_INFINITY;
      const { times, most } = PAUSES[news];
      return Math.max(0, endedAt + Math.min(cost * times, most) - now());
    },
    *measured(work) {
      pending = "none";
      // One that fails leaves the longest pause: the next may fail as well.
      [cost, endedAt] = [Number.POSITIVE_INFINITY, now()];
      let spent = 0;
      for (;;) {
        const started = now();
        const step = work.next();
        spent += now() - started;
        if (step.done) {
          [cost, endedAt] = [spent, now()];
          return step.value;
        }
        yield;
      }
    },
  };
}
