import { accountKey } from "../model/cases.ts";
import type { AccessKind, ConsumerAnswers, ObservedAccount, StreamAnswers } from "../model/observation.ts";
import { answerOf, areSameFault, type Fault, type Probe } from "../model/probe.ts";
import type { AssetAnswer, StreamListReport, StreamPlacementReport } from "../model/report.ts";
import type { AccountWay } from "./access.ts";

/** The questions about single assets, each kept by name. */
export interface AccountAnswers {
  streams: Map<string, Probe<StreamAnswers>>;
  consumerNames: Map<string, Probe<string[]>>;
  consumers: Map<string, Probe<ConsumerAnswers>>;
  placements: Map<string, Probe<StreamPlacementReport>>;
}

/** An account of a domain with its last answers. */
export interface BookedAccount extends AccountAnswers {
  /** `accountKey`. */
  key: string;
  domain: string | null;
  account: string;
  /** As requests name it: in operator mode its public key, else its name. Kept while no server says it. */
  id: string;
  /** Kind of the way that answered last, or else of the first that failed; null where there is none. */
  access: AccessKind | null;
  /** The way that answered last; null where none did. */
  way: AccountWay | null;
  names: Probe<string[]> | null;
  /**
   * Since when its names could not be had, ms since the epoch; null while they can, and where the last were none. After the
   * first time in a row `names` still has these: it may be chance.
   */
  unnamedSince: number | null;
  list: Probe<StreamListReport> | null;
}

export interface AccountBook {
  find(domain: string | null, account: string): BookedAccount | null;
  /** The entry of an account, made where there is none. */
  entry(domain: string | null, account: string): BookedAccount;
  /** Forgets an account that is gone. */
  remove(account: BookedAccount): void;
  all(): BookedAccount[];
  /** As they are now; an account in which nothing has changed is the same object as last time. */
  observed(): ObservedAccount[];
  clear(): void;
}

export function createAccountBook(): AccountBook {
  const accounts = new Map<string, BookedAccount>();
  const observed = new Map<string, ObservedAccount>();

  function observe(account: BookedAccount): ObservedAccount {
    const last = observed.get(account.key);
    if (last && isAsBefore(last, account)) return last;
    const { id: _, way: __, unnamedSince: ___, streams, consumerNames, consumers, placements, ...rest } = account;
    const copy = {
      ...rest,
      streams: new Map(streams),
      consumerNames: new Map(consumerNames),
      consumers: new Map(consumers),
      placements: new Map(placements),
    };
    observed.set(account.key, copy);
    return copy;
  }

  return {
    find: (domain, account) => accounts.get(accountKey(domain, account)) ?? null,
    entry(domain, account) {
      const key = accountKey(domain, account);
      const known = accounts.get(key);
      if (known) return known;
      const made: BookedAccount = {
        key,
        domain,
        account,
        id: account,
        access: null,
        way: null,
        names: null,
        unnamedSince: null,
        list: null,
        streams: new Map(),
        consumerNames: new Map(),
        consumers: new Map(),
        placements: new Map(),
      };
      accounts.set(key, made);
      return made;
    },
    remove({ key }) {
      accounts.delete(key);
      observed.delete(key);
    },
    all: () => [...accounts.values()],
    observed: () => [...accounts.values()].map(observe),
    clear() {
      accounts.clear();
      observed.clear();
    },
  };
}

/**
 * Keeps an answer. A failed question does not wipe out an answer that came before it,
 * unless something has changed since `validFrom` (ms): then the old answer may speak of what no longer exists.
 * True where the old answer is kept.
 */
export function keep<T>(answers: Map<string, Probe<T>>, key: string, probe: Probe<T>, validFrom: number): boolean {
  const known = answers.get(key);
  const isKept = !probe.ok && known?.ok === true && known.at >= validFrom;
  if (!isKept) answers.set(key, probe);
  return isKept;
}

/** Faults that an asset which nothing serves may cause; all others are faults of the way to it. */
const DOUBTS: Fault[] = ["timeout", "unavailable"];

/**
 * Keeps an answer to INFO. A refusal holds as long as the servers run, but a group may lose its leader at any time: an
 * answer that found the asset does not outlive a second failure in a row. The first, at `doubtedAt` (ms), may be chance.
 */
export function keepInfo<T>(
  answers: Map<string, Probe<AssetAnswer<T>[]>>,
  key: string,
  probe: Probe<AssetAnswer<T>[]>,
  { validFrom, doubtedAt }: { validFrom: number; doubtedAt: number },
): boolean {
  const isFound = answerOf(answers.get(key))?.some(({ kind }) => kind === "found") === true;
  const isDoubted = isFound && !probe.ok && DOUBTS.includes(probe.fault);
  return keep(answers, key, probe, isDoubted ? Math.max(validFrom, doubtedAt) : validFrom);
}

function isAsBefore(last: ObservedAccount, now: BookedAccount): boolean {
  if (last.access !== now.access || last.names !== now.names || last.list !== now.list) return false;
  return (
    holdTheSame(last.streams, now.streams) &&
    holdTheSame(last.consumerNames, now.consumerNames) &&
    holdTheSame(last.consumers, now.consumers) &&
    holdTheSame(last.placements, now.placements)
  );
}

function holdTheSame<T>(a: ReadonlyMap<string, T>, b: ReadonlyMap<string, T>): boolean {
  if (a.size !== b.size) return false;
  // Of most accounts nothing was asked.
  if (a.size === 0) return true;
  for (const [key, value] of a) if (b.get(key) !== value) return false;
  return true;
}

/** Whether an account's lists say the same as before, in the same words and by the same way. */
export function saysTheSame(before: BookedAccount, after: BookedAccount): boolean {
  if (before.access !== after.access || before.list !== after.list) return false;
  const [old, names] = [before.names, after.names];
  if (old === null || names === null || old === names) return old === names;
  if (!old.ok || !names.ok) return areSameFault(old, names);
  const values = names.value;
  return old.value.length === values.length && old.value.every((name, index) => name === values[index]);
}
