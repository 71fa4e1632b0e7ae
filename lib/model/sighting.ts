import type { ObservedServer } from "./observation.ts";
import type { Probe } from "./probe.ts";
import type { ConsumerReport, JszDetailReport, StreamReport } from "./report.ts";
import { type Domain, isFollowingMeta, serversById } from "./topology.ts";
import type { Work } from "./work.ts";

/** What streams and consumers have in common in a report. */
export type AssetReport = StreamReport | ConsumerReport;

/** A stream or consumer in the JSZ details of one server. */
export interface Sighting<T extends AssetReport> {
  server: ObservedServer;
  /** When the details came, ms since the epoch. */
  at: number;
  report: T;
}

/** A sighting as it is kept: the server may say other things of itself meanwhile. */
interface Seen {
  serverId: string;
  at: number;
  report: StreamReport;
}

/** The streams of a domain as every answering server reports them, kept from one observation to the next. */
export interface Sightings {
  /** By server id: the details that are in here. */
  details: ReadonlyMap<string, Detail>;
  /** By account and stream. */
  accounts: ReadonlyMap<string, ReadonlyMap<string, readonly Seen[]>>;
}

type Detail = Probe<JszDetailReport> & { ok: true };

export const NO_SIGHTINGS: Sightings = { details: new Map(), accounts: new Map() };

/** Streams that a server reports anew or no more, by account. */
export type Resighted = ReadonlyMap<string, ReadonlySet<string>>;

/** Takes up the details that are new and drops those that are gone: what has not changed costs nothing. */
export function* resight({ servers }: Domain, before: Sightings): Work<{ sightings: Sightings; resighted: Resighted }> {
  const details = new Map(servers.flatMap(detailOf));
  const changed = new Map<string, Map<string, readonly Seen[]>>();
  const resighted = new Map<string, Set<string>>();

  function change({ account, name }: StreamReport, next: (seen: readonly Seen[]) => readonly Seen[]): void {
    const streams = entry(changed, account, () => new Map(before.accounts.get(account)));
    const seen = next(streams.get(name) ?? []);
    if (seen.length > 0) streams.set(name, seen);
    else streams.delete(name);
    entry(resighted, account, () => new Set()).add(name);
  }

  for (const [id, { value }] of before.details) {
    if (details.get(id)?.value === value) continue;
    for (const report of value.streams) change(report, (seen) => seen.filter(({ serverId }) => serverId !== id));
    yield;
  }
  for (const [id, { value, at }] of details) {
    if (before.details.get(id)?.value === value) continue;
    for (const report of value.streams) change(report, (seen) => [...seen, { serverId: id, at, report }]);
    yield;
  }
  const accounts = new Map([...before.accounts, ...changed]);
  for (const [account, streams] of changed) if (streams.size === 0) accounts.delete(account);
  return { sightings: { details, accounts }, resighted };
}

function detailOf({ identity, isAnswering, detail }: ObservedServer): [string, Detail][] {
  return isAnswering && detail?.ok ? [[identity.id, detail]] : [];
}

/** The sightings of one stream, in the order of the domain's servers. */
export function sightingsOf(
  { accounts }: Sightings,
  domain: Domain,
  account: string,
  stream: string,
): Sighting<StreamReport>[] {
  const servers = serversById(domain);
  const placed = (accounts.get(account)?.get(stream) ?? []).flatMap(({ serverId, at, report }) => {
    const found = servers.get(serverId);
    return found ? [{ place: found.place, sighting: { server: found.server, at, report } }] : [];
  });
  return placed.sort((a, b) => a.place - b.place).map(({ sighting }) => sighting);
}

/** The consumers of a stream's sightings, by name. */
export function sightConsumers(streams: Sighting<StreamReport>[]): Map<string, Sighting<ConsumerReport>[]> {
  const consumers = new Map<string, Sighting<ConsumerReport>[]>();
  for (const { server, at, report } of streams) {
    for (const consumer of report.consumers) {
      entry(consumers, consumer.name, () => []).push({ server, at, report: consumer });
    }
  }
  return consumers;
}

/** The sighting of a server that serves the asset by its own word, if that word is to be believed (`isServing`). */
export function leadingSighting<T extends AssetReport>(
  sightings: Sighting<T>[],
  isServing: (sighting: Sighting<T>) => boolean,
): Sighting<T> | null {
  const leading = sightings.filter(isServing);
  return leading.sort((a, b) => currentPeers(b.report) - currentPeers(a.report))[0] ?? null;
}

/**
 * In a cluster the leader serves. A server that does not follow the meta leader may claim to lead everything; where
 * nobody leads the meta group no server follows, and streams go on.
 */
export function ledIn({ metaLeader }: Domain): (sighting: Sighting<AssetReport>) => boolean {
  return ({ server, report }) =>
    report.placement?.leader === server.identity.name && (metaLeader === null || isFollowingMeta(server));
}

/**
 * A standalone server lists its offline streams too, as their leader: unsupported ones without state, those stopped
 * for a consumer with their state but without any consumer. One that has both surely runs.
 */
export function isSurelyUp({ report }: Sighting<StreamReport>): boolean {
  return report.state !== null && report.state.lastSequence !== "0" && (report.state.consumers ?? 0) > 0;
}

function currentPeers(report: AssetReport): number {
  return report.placement?.peers.filter((peer) => peer.current).length ?? 0;
}

/** Names of all hosts that sightings tell of: the servers that report it and the peers that they name. */
export function hostsOf<T extends AssetReport>(sightings: Sighting<T>[]): string[] {
  const names = sightings.flatMap(({ server, report }) => [
    server.identity.name,
    ...(report.placement?.peers.map((peer) => peer.name) ?? []),
  ]);
  return [...new Set(names)];
}

function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const present = map.get(key);
  if (present !== undefined) return present;
  const made = make();
  map.set(key, made);
  return made;
}
