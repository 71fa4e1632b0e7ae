import { isSame } from "../model/delta.ts";
import type { ObservedServer } from "../model/observation.ts";
import { answerOf } from "../model/probe.ts";
import type { JszDetailReport, StreamReport } from "../model/report.ts";
import type { Work } from "../model/work.ts";
import { streamKey } from "./stream-changes.ts";

/** Finds a server of the same domain by its name. */
export type ServerNamed = (name: string) => ObservedServer | undefined;

const indexes = new WeakMap<JszDetailReport, Map<string, StreamReport>>();

/**
 * Every member of a group reports the same configuration, which is about half of what is kept of an asset: equal ones
 * become one object, in place. `report` is new, and is compared with those of the members that it names, as far as its
 * streams are not those of the server's report before.
 */
export function* shareConfigs(
  report: JszDetailReport,
  before: JszDetailReport | null,
  serverNamed: ServerNamed,
): Work<void> {
  const shared = new Set(before?.streams);
  for (const stream of report.streams) {
    if (shared.has(stream)) continue;
    for (const peer of stream.placement?.peers ?? []) {
      const known = answerOf(serverNamed(peer.name)?.detail);
      const same = known && known !== report ? indexOf(known).get(streamKey(stream)) : undefined;
      if (same) shareOne(stream, same);
    }
    yield;
  }
}

/**
 * Every server lists all accounts of its domain, thousands in a large one: a list as one of `others`, of the same domain,
 * becomes one object with it, in place.
 */
export function shareAccounts(report: JszDetailReport, others: Iterable<JszDetailReport>): void {
  for (const { accounts, accountIds } of others) {
    const isSameList =
      accounts.length === report.accounts.length &&
      accounts.every((account, index) => account === report.accounts[index]);
    if (!isSameList || !haveSameIds(accountIds, report.accountIds)) continue;
    report.accounts = accounts;
    if (accountIds) report.accountIds = accountIds;
    return;
  }
}

function haveSameIds(a: JszDetailReport["accountIds"], b: JszDetailReport["accountIds"]): boolean {
  return a?.size === b?.size && [...(a ?? [])].every(([name, id]) => b?.get(name) === id);
}

function shareOne(stream: StreamReport, known: StreamReport): void {
  if (isSame(stream.config, known.config)) stream.config = known.config;
  const consumers = new Map(known.consumers.map((consumer) => [consumer.name, consumer]));
  for (const consumer of stream.consumers) {
    const config = consumers.get(consumer.name)?.config;
    if (config && isSame(consumer.config, config)) consumer.config = config;
  }
}

function indexOf(report: JszDetailReport): Map<string, StreamReport> {
  const known = indexes.get(report);
  if (known) return known;
  const index = new Map(report.streams.map((stream) => [streamKey(stream), stream]));
  indexes.set(report, index);
  return index;
}
