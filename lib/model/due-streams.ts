import type { AccountView } from "./account-view.ts";
import type { DomainChange } from "./domain-change.ts";
import type { ObservedAccount } from "./observation.ts";
import type { Resighted } from "./sighting.ts";
import { namedLost } from "./standalone.ts";

/** What may be new for the streams of an account. */
export interface AccountNews {
  /** The account as it was observed at the last diagnosis. */
  last: ObservedAccount | undefined;
  change: DomainChange;
  resighted: Resighted;
}

/** Whether nothing is new of an account in which all runs: most are such, whatever happens to others. */
export function isStill(
  account: ObservedAccount,
  last: ObservedAccount | undefined,
  { change, resighted }: Omit<AccountNews, "last">,
): boolean {
  return account === last && !change.isWide && !change.isAny && !resighted.streams.has(account.account);
}

/** Names of the streams whose verdicts may have changed since the last diagnosis. */
export function dueStreams(view: AccountView, { last, change, resighted }: AccountNews): ReadonlySet<string> {
  const { account, before } = view;
  const sighted = view.sightings.accounts.get(account.account);
  const lost = namedLost(view);
  if (isAnother(account, last) || change.isWide) {
    return new Set([...(sighted?.keys() ?? []), ...namesOf(account), ...before.streams.keys(), ...lost]);
  }
  const due = new Set([...before.settling, ...(resighted.streams.get(account.account) ?? [])]);
  for (const name of lost) if (!before.streams.has(name)) due.add(name);
  if (account !== last || change.isAny) for (const name of before.open) due.add(name);
  // A server that repeats itself now speaks later than one that has said otherwise meanwhile.
  if (resighted.serverIds.size > 0) {
    for (const name of before.open) {
      if (sighted?.get(name)?.some(({ serverId }) => resighted.serverIds.has(serverId))) due.add(name);
    }
  }
  if (account !== last) for (const name of [...listedAnew(account, last), ...answered(account, last)]) due.add(name);
  if (change.hosts.size > 0) for (const name of on(change.hosts, view)) due.add(name);
  // Answers may still speak of what is known to be gone.
  const listed = new Set(due.size > 0 ? [...namesOf(account), ...lost] : []);
  for (const name of due) {
    if (!before.streams.has(name) && !sighted?.has(name) && !listed.has(name)) due.delete(name);
  }
  return due;
}

/**
 * Whether all of an account is to be judged anew: it is reached by a different way, or its lists speak of all streams.
 */
function isAnother(account: ObservedAccount, last: ObservedAccount | undefined): boolean {
  return !last || account.access !== last.access || account.list !== last.list || account.names?.ok !== last.names?.ok;
}

/** Streams that NAMES lists and did not list before, or the other way round. */
function listedAnew(account: ObservedAccount, last: ObservedAccount | undefined): string[] {
  const [names, known] = [namesOf(account), namesOf(last)];
  if (names.length === known.length && names.every((name, index) => name === known[index])) return [];
  const [now, then] = [new Set(names), new Set(known)];
  return [...names.filter((name) => !then.has(name)), ...known.filter((name) => !now.has(name))];
}

/** Streams that have, or had, answers to questions of their own. */
function* answered(account: ObservedAccount, last: ObservedAccount | undefined): Generator<string> {
  for (const each of [account, last]) {
    if (!each) continue;
    for (const answers of [each.streams, each.consumerNames, each.placements]) yield* answers.keys();
    for (const key of each.consumers.keys()) yield key.split("\0")[0] ?? "";
  }
}

function namesOf(account: ObservedAccount | undefined): string[] {
  return account?.names?.ok ? account.names.value : [];
}

/** Streams that rest on these servers. Most share their list of hosts with others. */
function* on(hosts: ReadonlySet<string>, { before, sightings, account }: AccountView): Generator<string> {
  // A stream told of only by a server that is not believed is no case yet.
  for (const name of sightings.accounts.get(account.account)?.keys() ?? []) if (!before.streams.has(name)) yield name;
  const touched = new Map<readonly string[], boolean>();
  for (const [name, { hosts: own }] of before.streams) {
    const isTouched = touched.get(own) ?? own.some((host) => hosts.has(host));
    touched.set(own, isTouched);
    if (isTouched) yield name;
  }
}
