import { ASSET_STATES, type Asset, type AssetKind, type AssetName, byMinute } from "./asset.ts";
import type { JsonObject } from "./json.ts";
import { withChanges } from "./layered-map.ts";

/** An asset as it was last diagnosed, with what remains known of it when the servers stop reporting it. */
export interface AssetCase {
  asset: Asset;
  /** Whether only its own INFO says that it runs: then that has to be asked again. */
  isUnsure: boolean;
  /** When it last stopped being well in a way that may pass; null while it is well or definitely down. */
  troubledSince: number | null;
  /** Names of the servers that hosted it when it last ran. */
  hosts: readonly string[];
  config: JsonObject | null;
  /** When `config` was reported, ms since the epoch. */
  configAt: number | null;
  createdAt: number | null;
  /** As last reported by the servers, exact; null for consumers. */
  messages: string | null;
  bytes: string | null;
}

/** A stream with its consumers: what is diagnosed as one. */
export interface StreamCase {
  stream: AssetCase;
  consumers: ReadonlyMap<string, AssetCase>;
  /** Names of the servers whose state its verdicts rest on; while it is not well they rest on its whole domain. */
  hosts: readonly string[];
}

/** The streams of one account in one domain. One that changes becomes a new object, the rest stay the same. */
export interface AccountCase {
  streams: ReadonlyMap<string, StreamCase>;
  /** How many of its assets are online. */
  online: Readonly<Record<AssetKind, number>>;
  /** Streams that do not plainly run, with all their consumers: one of them is not online, or unsure. */
  open: ReadonlySet<string>;
  /** Streams in which something is settling, so that time alone changes them. */
  settling: ReadonlySet<string>;
}

/** All assets of a system, and what is remembered of them. Bounded by what exists: an asset that is deleted is forgotten. */
export interface Cases {
  /** False until something was diagnosed: what is seen at first was so before. */
  hasBegun: boolean;
  /** By domain and account (`accountKey`). */
  accounts: ReadonlyMap<string, AccountCase>;
  /** Those with a stream that does not plainly run. */
  open: ReadonlyMap<string, AccountCase>;
  /** How many assets are online. */
  online: Readonly<Record<AssetKind, number>>;
}

export const NO_ACCOUNT: AccountCase = {
  streams: new Map(),
  online: { stream: 0, consumer: 0 },
  open: new Set(),
  settling: new Set(),
};

export const NO_CASES: Cases = {
  hasBegun: false,
  accounts: new Map(),
  open: new Map(),
  online: { stream: 0, consumer: 0 },
};

export function accountKey(domain: string | null, account: string): string {
  return `${domain ?? ""}\0${account}`;
}

/** What is known of all assets, with some accounts diagnosed anew; null for those that are gone. */
export function withAccounts(cases: Cases, changed: ReadonlyMap<string, AccountCase | null>): Cases {
  const online = { ...cases.online };
  const open = new Map<string, AccountCase | null>();
  for (const [key, next] of changed) {
    const { online: known } = cases.accounts.get(key) ?? NO_ACCOUNT;
    const { online: now } = next ?? NO_ACCOUNT;
    online.stream += now.stream - known.stream;
    online.consumer += now.consumer - known.consumer;
    open.set(key, next && next.open.size > 0 ? next : null);
  }
  return {
    hasBegun: true,
    accounts: withChanges(cases.accounts, changed),
    open: withChanges(cases.open, open),
    online,
  };
}

/** An account with some streams diagnosed anew; null for those that are gone. */
export function withStreams(account: AccountCase, changed: ReadonlyMap<string, StreamCase | null>): AccountCase {
  if (changed.size === 0) return account;
  const streams = new Map(account.streams);
  const online = { ...account.online };
  const open = new Set(account.open);
  const settling = new Set(account.settling);
  const count = (of: StreamCase, by: number): void => {
    for (const { asset } of casesOfStream(of)) if (asset.state === "online") online[asset.kind] += by;
  };
  for (const [name, next] of changed) {
    const known = streams.get(name);
    if (known) count(known, -1);
    open.delete(name);
    settling.delete(name);
    if (!next) {
      streams.delete(name);
      continue;
    }
    streams.set(name, next);
    count(next, 1);
    if (isOpen(next)) open.add(name);
    if ([...casesOfStream(next)].some(({ asset }) => asset.state === "settling")) settling.add(name);
  }
  return { streams, online, open, settling };
}

/** Whether a stream or one of its consumers does not plainly run. */
export function isOpen(stream: StreamCase): boolean {
  return [...casesOfStream(stream)].some(isOpenCase);
}

function isOpenCase({ asset, isUnsure }: AssetCase): boolean {
  return isUnsure || asset.state !== "online";
}

function* casesOfStream({ stream, consumers }: StreamCase): Generator<AssetCase> {
  yield stream;
  yield* consumers.values();
}

/** The case of an asset; undefined where none is known. */
export function caseOf({ accounts }: Cases, { domain, account, stream, consumer }: AssetName): AssetCase | undefined {
  const found = accounts.get(accountKey(domain, account))?.streams.get(stream);
  return consumer === null ? found?.stream : found?.consumers.get(consumer);
}

/** Whether any stream is known in a domain. */
export function hasStreams({ accounts }: Cases, domain: string | null): boolean {
  const home = accountKey(domain, "");
  return [...accounts].some(([key, { streams }]) => key.startsWith(home) && streams.size > 0);
}

/** All cases of an account. */
export function casesIn({ streams }: AccountCase): AssetCase[] {
  return [...streams.values()].flatMap((each) => [...casesOfStream(each)]);
}

/** Cases of what does not plainly run: not online, or online by its own INFO only. */
export function openCases({ open }: Cases): AssetCase[] {
  return [...open.values()].flatMap(openIn);
}

const troubled = new WeakMap<Cases, readonly Asset[]>();

/**
 * All assets that are not online, worst state first, then newest trouble by minutes, then by name, so that consumers follow
 * their stream: what is bounded, as a board and the subjects of a finding, holds the first of the same order. Sorted once
 * for each diagnosis.
 */
export function troubledAssets(cases: Cases): readonly Asset[] {
  const known = troubled.get(cases);
  if (known) return known;
  const assets = openCases(cases)
    .flatMap(({ asset }) => (asset.state === "online" ? [] : [asset]))
    .sort(byUrgency);
  troubled.set(cases, assets);
  return assets;
}

function byUrgency(a: Asset, b: Asset): number {
  return (
    ASSET_STATES.indexOf(a.state) - ASSET_STATES.indexOf(b.state) ||
    byMinute(a.since, b.since) ||
    (a.id < b.id ? -1 : 1)
  );
}

function openIn({ streams, open }: AccountCase): AssetCase[] {
  const cases = [...open].flatMap((name) => {
    const found = streams.get(name);
    return found ? [...casesOfStream(found)] : [];
  });
  return cases.filter(isOpenCase);
}

/**
 * Assets whose state has changed, or that are new; of an account that was not known before only those that are not
 * online.
 */
export function changedAssets(before: Cases, after: Cases): Asset[] {
  const changed: Asset[] = [];
  after.accounts.forEach((account, key) => {
    const known = before.accounts.get(key);
    if (known === account) return;
    if (known) {
      for (const [name, stream] of account.streams) changed.push(...changedIn(known.streams.get(name), stream));
    } else {
      // One by one: a call takes no more than some 100,000 arguments.
      for (const { asset } of openIn(account)) if (asset.state !== "online") changed.push(asset);
    }
  });
  return changed;
}

function changedIn(before: StreamCase | undefined, after: StreamCase): Asset[] {
  if (before === after) return [];
  const assets = [...casesOfStream(after)].map(({ asset }) => asset);
  const stateOf = ({ consumer }: Asset) =>
    (consumer === null ? before?.stream : before?.consumers.get(consumer))?.asset.state;
  return assets.filter((asset) => asset.state !== stateOf(asset));
}
