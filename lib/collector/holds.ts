import type { AskingBudget } from "../model/context.ts";

/**
 * How long an answer holds where nothing hints at a change. A small system is asked as often as it is useful; a large
 * one so often that what is asked in turn costs it no more a second than what is given here, but within a bound.
 */
export interface Hold {
  /** ms. */
  least: number;
  most: number;
  /** Bytes or requests. */
  perSecond: number;
}

export interface Holds {
  /** What sums up all servers, bytes. */
  summaries: Hold;
  /** The same where something hints at a change: with the default budget, those of 2 MB and less every second. */
  hintedSummaries: Hold;
  /** Streams and consumers of all servers, bytes: with the default budget, those of 640 kB and less come every 10 s. */
  details: Hold;
  /** Lists of names of all accounts, requests: with the default budget, those of 20 accounts and fewer every 10 s. */
  names: Hold;
  /** The same of a large system while no change can have made them wrong: what is lost is access to an account. */
  calmNames: Hold;
}

/** What of a budget goes to what comes round in turn; the rest is for what has changed. */
export function holdsOf({ bytes, requests }: AskingBudget): Holds {
  return {
    summaries: { least: 0, most: 20_000, perSecond: bytes / 8 },
    hintedSummaries: { least: 0, most: 20_000, perSecond: bytes * 8 },
    details: { least: 10_000, most: 200_000, perSecond: bytes / 4 },
    names: { least: 10_000, most: 120_000, perSecond: requests / 10 },
    calmNames: { least: 600_000, most: 3_600_000, perSecond: requests / 200 },
  };
}

/** ms that answers hold of which a round costs so much. */
export function holdOf({ least, most, perSecond }: Hold, cost: number): number {
  return Math.min(most, Math.max(least, (cost / perSecond) * 1_000));
}
