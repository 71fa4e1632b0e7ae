import type { AskingBudget } from "../model/context.ts";

/**
 * How long an answer holds where nothing hints at a change. A small system is asked as often as is useful; a large one
 * only so often that asking in turn costs it no more a second than is given here, within bounds.
 */
export interface Hold {
  /** ms. */
  least: number;
  most: number;
  /** Bytes or requests. */
  perSecond: number;
}

export interface Holds {
  /** Summaries of all servers, bytes. */
  summaries: Hold;
  /** The same where something hints at a change: with the default budget, up to 2 MB of them every second. */
  hintedSummaries: Hold;
  /** Streams and consumers of all servers, bytes: with the default budget, up to 640 kB of them come every 10 s. */
  details: Hold;
  /** Lists of names of all accounts, requests: with the default budget, those of up to 20 accounts every 10 s. */
  names: Hold;
  /**
   * The same for a large system while no change can have made them wrong: all that can be missed is a loss of access.
   */
  calmNames: Hold;
}

/** The share of a budget that goes to what comes round in turn; the rest is for what has changed. */
export function holdsOf({ bytes, requests }: AskingBudget): Holds {
  return {
    summaries: { least: 0, most: 20_000, perSecond: bytes / 8 },
    hintedSummaries: { least: 0, most: 20_000, perSecond: bytes * 8 },
    details: { least: 10_000, most: 200_000, perSecond: bytes / 4 },
    names: { least: 10_000, most: 120_000, perSecond: requests / 10 },
    calmNames: { least: 600_000, most: 3_600_000, perSecond: requests / 200 },
  };
}

/** How long answers hold, ms, where a round of them costs this much. */
export function holdOf({ least, most, perSecond }: Hold, cost: number): number {
  return Math.min(most, Math.max(least, (cost / perSecond) * 1_000));
}
