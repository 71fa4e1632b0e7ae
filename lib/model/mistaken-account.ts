import type { ObservedAccount, ObservedServer } from "./observation.ts";
import { answerOf } from "./probe.ts";
import type { StreamReport } from "./report.ts";

/**
 * The account whose streams an account's user shows, where it was named for another one; null where that is not sure.
 * Names prove nothing: accounts may have streams of the same names, and JSZ lists no offline ones. But a stream that runs
 * is in the details of its leader, and one that is there in another account only, created in the same ms, is that one: as
 * the details came after that ms, they would have both.
 */
export function ownerOfShown(account: ObservedAccount, servers: readonly ObservedServer[]): string | null {
  // Most accounts have no user of their own here, and thousands of them are looked at for each board.
  if (account.access !== "user" || !account.names?.ok) return null;
  return ownerOf(account, account.names.value, servers);
}

function ownerOf(account: ObservedAccount, shown: string[], servers: readonly ObservedServer[]): string | null {
  const hosts = servers.filter(({ identity, isAnswering }) => identity.domain === account.domain && isAnswering);
  const names = new Set(shown);
  const running = runningIn(account).filter(({ name, createdAt }) => names.has(name) && createdAt !== null);
  if (running.length === 0) return null;
  const byName = new Map(running.map((report) => [report.name, report]));
  const alike = hosts.flatMap((host) => {
    const led = new Set(running.filter((report) => isLedOn(host, report, hosts)).map(({ name }) => name));
    // Most hosts lead none of them, and hold thousands of streams.
    return led.size === 0 ? [] : (answerOf(host.detail)?.streams ?? []).filter(({ name }) => led.has(name));
  });
  if (alike.some((seen) => seen.account === account.account)) return null;
  const isShown = ({ name, createdAt }: StreamReport): boolean => byName.get(name)?.createdAt === createdAt;
  const owners = [...Map.groupBy(alike, (seen) => seen.account)];
  return owners.find(([, streams]) => streams.every(isShown))?.[0] ?? null;
}

/** Streams that the account's API says to run. */
function runningIn({ list, streams }: ObservedAccount): StreamReport[] {
  const { streams: listed, offline } = answerOf(list) ?? { streams: [], offline: {} };
  const found = [...streams.values()].flatMap((probe) => answerOf(probe) ?? []);
  return [
    ...listed.filter(({ name }) => !Object.hasOwn(offline, name)),
    ...found.flatMap((answer) => (answer.kind === "found" ? [answer.value] : [])),
  ];
}

/** A standalone server names no leader. */
function isLedOn(host: ObservedServer, { placement }: StreamReport, hosts: readonly ObservedServer[]): boolean {
  return placement ? placement.leader === host.identity.name : hosts.length === 1;
}
