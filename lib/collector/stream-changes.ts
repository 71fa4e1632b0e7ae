import type { JszDetailReport } from "../model/report.ts";

export interface AccountsOfDomain {
  domain: string | null;
  accounts: Set<string>;
}

/** The accounts of which a server had a stream that it has no more, or has one that it had not. */
export function changedAccounts(before: JszDetailReport, after: JszDetailReport): Set<string> {
  const changed = new Set<string>();
  const vanished = new Map(before.streams.map((stream) => [`${stream.account}\0${stream.name}`, stream.account]));
  for (const { account, name } of after.streams) {
    if (!vanished.delete(`${account}\0${name}`)) changed.add(account);
  }
  return new Set([...changed, ...vanished.values()]);
}
