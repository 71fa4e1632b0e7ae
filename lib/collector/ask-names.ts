import type { Probe } from "../model/probe.ts";
import { accountInfo, streamList, streamNames } from "../nats/jetstream-api.ts";
import type { Wire } from "../nats/wire.ts";
import { type AccountWay, isStill } from "./access.ts";
import type { BookedAccount } from "./account-book.ts";
import type { BackOff } from "./back-off.ts";
import { ageOf } from "./clock.ts";
import { namesStreams } from "./reach.ts";

/**
 * An offline asset of a standalone server stays offline until a restart, after which it is asked anew: this is for the
 * unforeseen.
 */
const LIST_HOLDS_MS = 60_000;
/** How long it is believed while the server gives no other: that one is late may be chance. */
const LIST_BELIEVED_MS = 2 * LIST_HOLDS_MS;

/**
 * Tier 2: what is assigned, running or not; of a standalone server also its list, which costs it no waiting. The ways
 * are tried in order until one answers; one that failed is left alone for a while, longer each time. False where
 * nothing was asked, as no way is due or connected. An error answer of the JetStream API ends the search too: the API was
 * reached. Names that come late once, as in an election, are left as they were: to be asked for again at once.
 */
export async function askNames(
  account: BookedAccount,
  ways: AccountWay[],
  known: KnownWays,
  isClustered: boolean,
): Promise<boolean> {
  const failures: Failure[] = [];
  for (const way of ways) {
    const key = wayKey(account, way);
    if (!known.backOff.isDue(key)) continue;
    const names = await askBy(way, account, known.trodden);
    if (names.ok || names.code !== undefined) {
      known.backOff.forget(key);
      note(account, way, names);
      if (names.ok) await askList(account, way, isClustered);
      return true;
    }
    // The board reports the loss of this connection anyway, and without it nothing else is asked.
    if (names.fault === "closed" && way.api.wire === known.system) return false;
    if (names.fault !== "timeout") known.backOff.asked(key);
    failures.push({ way, names });
  }
  const [first] = failures;
  if (!first) return false;
  if (account.names?.ok && account.unnamedSince === null && failures.some(({ names }) => names.fault === "timeout")) {
    account.unnamedSince = Date.now();
    return true;
  }
  // Every failure is reported: which of the ways the operator means to repair is not known here.
  const messages = [...new Set(failures.map(({ way, names }) => withRemedy(names.message, way)))];
  note(account, account.way ?? first.way, { ...first.names, message: messages.join("; ") });
  return failures.some(({ names }) => names.fault !== "closed");
}

/** What has been learnt of ways, beside how they are configured. */
export interface KnownWays {
  /** Of those that failed. */
  backOff: BackOff;
  /**
   * Ways for all accounts that were shown to lead to their domain: what is shown for one account holds for the others.
   */
  trodden: Set<string>;
  /** The connection of the system account: while it is lost, what is known of accounts is kept. */
  system: Wire;
}

interface Failure {
  way: AccountWay;
  names: Probe<string[]> & { ok: false };
}

/** Notes that nothing configured leads to an account. */
export function noteNoWay(account: BookedAccount, message: string): void {
  const names: BookedAccount["names"] = { ok: false, fault: "no-responders", message, at: Date.now() };
  note(account, null, names);
}

function wayKey({ domain, account }: BookedAccount, { kind, api }: AccountWay): string {
  return [domain ?? "", account, kind, api.prefix].join("\0");
}

/** A way counts only if it leads to this domain: a prefix may lead to streams of the same names in another one. */
async function askBy(way: AccountWay, account: BookedAccount, trodden: Set<string>): Promise<Probe<string[]>> {
  const names = await streamNames(way.api);
  const isKnown = isStill(account.way, way);
  // There only the header tells one account from another.
  const shared = way.kind === "system-header" && way.isCertain ? `${way.api.prefix}\0${account.domain ?? ""}` : null;
  if (!names.ok || (isKnown && account.names?.ok) || (shared !== null && trodden.has(shared))) return names;
  const info = await accountInfo(way.api);
  if (!info.ok) return way.isCertain ? names : info;
  const { domain } = info.value;
  if (domain === account.domain) {
    if (shared !== null) trodden.add(shared);
    return names;
  }
  const message = `${way.api.prefix} leads to ${called(domain)}, not to ${called(account.domain)}`;
  return { ok: false, fault: "unavailable", message, at: info.at };
}

async function askList(account: BookedAccount, { api }: AccountWay, isClustered: boolean): Promise<void> {
  if (isClustered) account.list = null;
  else if (!account.list?.ok || ageOf(account.list.at) >= LIST_HOLDS_MS) {
    const list = await streamList(api);
    const isKept = account.list?.ok && ageOf(account.list.at) < LIST_BELIEVED_MS;
    if (list.ok || (list.fault !== "closed" && !isKept)) account.list = list;
  }
}

function note(account: BookedAccount, way: AccountWay | null, names: BookedAccount["names"]): void {
  account.access = way?.kind ?? null;
  account.way = way;
  account.unnamedSince = !names?.ok && namesStreams(account) ? (account.unnamedSince ?? Date.now()) : null;
  account.names = names;
}

function withRemedy(message: string, { api }: AccountWay): string {
  const { problem } = api.wire.status();
  return problem?.remedy ? `${message}. ${problem.remedy}` : message;
}

function called(domain: string | null): string {
  return domain === null ? "servers without a domain" : `the domain ${domain}`;
}
