import { startAsked } from "./asked-process.ts";
import type { Round, RoundWork } from "./round-process.ts";

/** What it costs to fetch the details of all servers once and do the least with them. */
export interface Bare extends Omit<Round, "cpu"> {
  /** CPU time of gunzip and JSON.parse alone, ms. */
  cpu: number;
  /** CPU time of all that makes reports of the same bytes, ms. */
  decoding: number;
}

/**
 * One full round of each: JSZ of every server with accounts, streams, consumers and configs. Each has a process of its
 * own: the garbage that one leaves would be collected in the other's time.
 */
export async function bareRound(url: string): Promise<Bare> {
  const bare = await roundOf(url, "parsing");
  const { cpu: decoding } = await roundOf(url, "decoding");
  return { ...bare, decoding };
}

async function roundOf(url: string, work: RoundWork): Promise<Round> {
  await using round = startAsked<Round>("./round-process.ts", [url, work]);
  return await round.ask();
}
