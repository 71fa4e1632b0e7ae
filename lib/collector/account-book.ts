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
export interface BookedAccount {
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
  /** Null where nothing was asked about single assets: so of most accounts, of which there may be thousands. */
  answers: AccountAnswers | null;
}

export interface AccountBook {
  find(domain: string | null, account: string): BookedAccount | null;
  /** The entry of an account, made where there is none. */
  entry(domain: string | null, account: string): BookedAccount;
  /** Forgets an account that is gone. */
  remove(account: BookedAccount): void;
  all(): BookedAccount[];
  /** As they are now; an account in which nothing has changed is the same object as last time, and so are all together. */
  observed(): readonly ObservedAccount[];
  clear(): void;
}

const NONE: AccountAnswers = {
  streams: new Map(),
  consumerNames: new Map(),
  consumers: new Map(),
  placements: new Map(),
};

function copied({ streams, consumerNames, consumers, placements }: AccountAnswers): AccountAnswers {
  return {
    streams: new Map(streams),
    consumerNames: new Map(consumerNames),
    consumers: new Map(consumers),
    placements: new Map(placements),
  };
}

export function createAccountBook(): AccountBook {
  const entries = new Map<string, { booked: BookedAccount; seen: ObservedAccount }>();
  let all: readonly ObservedAccount[] = [];

  return {
    find: (domain, account) => entries.get(accountKey(domain, account))?.booked ?? null,
    entry(domain, account) {
      const key = accountKey(domain, account);
      const known = entries.get(key)?.booked;
      if (known) return known;
      const booked: BookedAccount = {
        key,
        domain,
        account,
        id: account,
        access: null,
        way: null,
        names: null,
        unnamedSince: null,
        list: null,
        answers: null,
      };
      entries.set(key, { booked, seen: observedOf(booked) });
      return booked;
    },
    remove: ({ key }) => void entries.delete(key),
    all: () => Array.from(entries.values(), ({ booked }) => booked),
    observed() {
      let isNew = entries.size !== all.length;
      let place = 0;
      for (const entry of entries.values()) {
        if (!isAsBefore(entry.seen, entry.booked)) entry.seen = observedOf(entry.booked);
        isNew ||= entry.seen !== all[place];
        place++;
      }
      if (isNew) all = Array.from(entries.values(), ({ seen }) => seen);
      return all;
    },
    clear: () => entries.clear(),
  };
}

/** What was answered about single assets of an account, to add to. */
export function answersIn(account: BookedAccount): AccountAnswers {
  account.answers ??= copied(NONE);
  return account.answers;
}

function observedOf({ key, domain, account, access, names, list, answers }: BookedAccount): ObservedAccount {
  return { key, domain, account, access, names, list, ...(answers ? copied(answers) : NONE) };
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
  const { streams, consumerNames, consumers, placements } = now.answers ?? NONE;
  return (
    holdTheSame(last.streams, streams) &&
    holdTheSame(last.consumerNames, consumerNames) &&
    holdTheSame(last.consumers, consumers) &&
    holdTheSame(last.placements, placements)
  );
}

function holdTheSame<T>(a: ReadonlyMap<string, T>, b: ReadonlyMap<string, T>): boolean {
  if (a === b) return true;
  if (a.size !== b.size) return false;
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
