import type { Wire } from "../nats/wire.ts";
import { type BookedAccount, saysTheSame } from "./account-book.ts";
import { askNames, noteNoWay } from "./ask-names.ts";
import { createBackOff } from "./back-off.ts";
import { type BudgetOptions, createBudget } from "./budget.ts";
import { ageOf, steadyNow } from "./clock.ts";
import type { News } from "./diagnosis-pace.ts";
import { type Hold, holdOf } from "./holds.ts";
import { inParallel } from "./in-parallel.ts";
import type { MetaLogs } from "./meta-logs.ts";
import type { Sight } from "./sight.ts";
import { createSpread } from "./spread.ts";
import type { AccountsOfDomain } from "./stream-changes.ts";

const AT_ONCE = 16;

/** Tier 2 of one context. */
export interface NamesLook {
  /** Asks for the lists that are due; returns what the answers mean for the diagnosis. */
  ask(isSuspect: (account: BookedAccount) => boolean): Promise<News>;
  /** Figures changed somewhere, and servers came or went in these domains. */
  hint(domains: ReadonlySet<string | null>): void;
  /** A server now has different streams of these accounts. */
  hintOf(changed: AccountsOfDomain): void;
  /** All lists are due, by whatever way. */
  hintAll(): void;
  /** Ways that failed are tried again. */
  retry(): void;
}

/**
 * STREAM.NAMES of each observed account: what is assigned, running or not. In a small system every 10 s, and of all
 * accounts at once with any hint. In a large one in turn, at once where a server now has different streams of the
 * account, and seldom while the meta group's log says that no asset was created, changed or deleted since.
 */
export function createNamesLook(
  system: Wire,
  sight: Sight,
  logs: MetaLogs,
  { requests, hold: pace, calmHold: calmPace }: { requests: BudgetOptions; hold: Hold; calmHold: Hold },
): NamesLook {
  const backOff = createBackOff(steadyNow);
  const ways = { backOff, trodden: new Set<string>(), system };
  const budget = createBudget(requests, steadyNow);
  const spread = createSpread(steadyNow);
  /**
   * Names asked for before these moments (ms) are due: of all, of all in a small system, of a domain, of an account.
   */
  let allSince = 0;
  let anySince = 0;
  const domainsSince = new Map<string | null, number>();
  const accountsSince = new WeakMap<BookedAccount, number>();
  const askedAt = new WeakMap<BookedAccount, number>();

  async function ask(isSuspect: (account: BookedAccount) => boolean): Promise<News> {
    const accounts = sight.accounts();
    const hold = holdOf(pace, accounts.length);
    const calmHold = holdOf(calmPace, accounts.length);
    const isSmall = hold === pace.least;
    const isUrgent = (account: BookedAccount): boolean =>
      account.names === null || (askedAt.get(account) ?? 0) <= hintOf(account, isSmall);
    const holdFor = (account: BookedAccount): number => {
      if (isSmall) return pace.least;
      if (isCalm(account)) return calmHold;
      return isSuspect(account) ? pace.least : hold;
    };
    const due = accounts
      .filter((account) => isUrgent(account) || isRoutinelyDue(account, holdFor(account)))
      .map((account) => {
        const need = isUrgent(account) ? ("urgent" as const) : ("routine" as const);
        // A minute is late for what holds two, but not for what holds an hour.
        const lateness = ageOf(account.names?.at ?? 0) / (need === "urgent" ? 1 : holdFor(account));
        return { account, need, lateness };
      });
    due.sort((a, b) => Number(b.need === "urgent") - Number(a.need === "urgent") || b.lateness - a.lateness);
    let news: News = "none";
    await inParallel(due, AT_ONCE, async ({ account, need }) => {
      if (account.names !== null && !budget.allows(need)) return;
      if (need === "routine" && !isSmall) {
        if (!spread.isOpen()) return;
        spread.take(holdFor(account) / accounts.length);
      }
      if (!(await askOne(account))) news = "urgent";
    });
    return news;
  }

  /** True where the list says what it said before. */
  async function askOne(account: BookedAccount): Promise<boolean> {
    const before = { ...account };
    const at = steadyNow();
    const all = sight.waysTo(account);
    if (all.length === 0) {
      noteNoWay(account, sight.whyNoWay(account));
    } else {
      const isAsked = await askNames(account, all, ways, sight.isClustered(account.domain));
      // The first names of an account are needed whatever they cost.
      if (isAsked && before.names !== null) budget.spend(1);
    }
    // A change while the answer was on its way may not be in it.
    if (account.names !== before.names) askedAt.set(account, at);
    return saysTheSame(before, account);
  }

  /** When something last hinted that the names of an account have changed, ms. */
  function hintOf(account: BookedAccount, isSmall: boolean): number {
    const own = Math.max(allSince, accountsSince.get(account) ?? 0);
    if (isSmall) return Math.max(own, anySince);
    return isCalm(account) ? own : Math.max(own, domainsSince.get(account.domain) ?? 0);
  }

  /** Whether nothing can have been created or deleted since the names were told. */
  function isCalm({ domain, names }: BookedAccount): boolean {
    return names?.ok === true && logs.isReadAt(domain, names.at);
  }

  function isRoutinelyDue({ names }: BookedAccount, hold: number): boolean {
    if (names === null) return true;
    const isPassing = !names.ok && names.fault !== "timeout" && names.fault !== "unavailable";
    // When ways that lead nowhere are due is for the back-off to say.
    return isPassing || ageOf(names.at) >= hold;
  }

  return {
    ask,
    hint(domains) {
      anySince = steadyNow();
      for (const domain of domains) domainsSince.set(domain, anySince);
    },
    hintOf({ domain, accounts }) {
      const at = steadyNow();
      for (const name of accounts) {
        const account = sight.account(domain, name);
        if (account) accountsSince.set(account, at);
      }
    },
    hintAll() {
      allSince = steadyNow();
    },
    // Not for every stream that comes or goes: each refusal is a line in the servers' logs.
    retry() {
      backOff.clear();
      ways.trodden.clear();
    },
  };
}
