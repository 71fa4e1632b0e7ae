import type { JszDetailReport, StreamReport } from "../model/report.ts";

export interface AccountsOfDomain {
  domain: string | null;
  accounts: Set<string>;
}

/** The accounts of which a server has gained or lost a stream. */
export function changedAccounts(before: JszDetailReport, after: JszDetailReport): Set<string> {
  const changed = new Set<string>();
  const vanished = new Map(before.streams.map((stream) => [streamKey(stream), stream.account]));
  for (const stream of after.streams) if (!vanished.delete(streamKey(stream))) changed.add(stream.account);
  return new Set([...changed, ...vanished.values()]);
}

/** A stream within a server's report. Names have no NUL. */
export function streamKey({ account, name }: StreamReport): string {
  return `${account}\0${name}`;
}
