import { withChanges } from "./layered-map.ts";
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
  /** When the server last said so, ms since the epoch. */
  at: number;
  /** When it last said so in full: word that nothing has changed brings no new report. */
  reportedAt: number;
  report: T;
}

/** A sighting as it is kept: without the server, whose own state changes meanwhile. */
interface Seen {
  serverId: string;
  reportedAt: number;
  report: StreamReport;
}

/** The streams of a domain as every answering server reports them, kept from one observation to the next. */
export interface Sightings {
  /** By server id: the details that are taken up. */
  details: ReadonlyMap<string, Detail>;
  /** By account and stream. */
  accounts: ReadonlyMap<string, ReadonlyMap<string, readonly Seen[]>>;
}

type Detail = Probe<JszDetailReport> & { ok: true };

export const NO_SIGHTINGS: Sightings = { details: new Map(), accounts: new Map() };

/** What is new among them. */
export interface Resighted {
  /** Streams that a server reports anew or no longer, by account. */
  streams: ReadonlyMap<string, ReadonlySet<string>>;
  /** Servers whose details came, ids. */
  serverIds: ReadonlySet<string>;
}

/** Takes up the details that are new and drops those that are gone: what has not changed costs nothing. */
export function* resight({ servers }: Domain, before: Sightings): Work<{ sightings: Sightings; resighted: Resighted }> {
  const details = new Map(servers.flatMap(detailOf));
  const changed = new Map<string, Map<string, readonly Seen[]>>();
  const streams = new Map<string, Set<string>>();
  const serverIds = new Set<string>();

  function change({ account, name }: StreamReport, next: (seen: readonly Seen[]) => readonly Seen[]): void {
    const own = entry(changed, account, () => new Map(before.accounts.get(account)));
    const seen = next(own.get(name) ?? []);
    if (seen.length > 0) own.set(name, seen);
    else own.delete(name);
    entry(streams, account, () => new Set()).add(name);
  }

  for (const id of new Set([...before.details.keys(), ...details.keys()])) {
    const [last, next] = [before.details.get(id), details.get(id)];
    if (last === next) continue;
    serverIds.add(id);
    const gone = new Set(last?.value.streams);
    const come = (next?.value.streams ?? []).filter((report) => !gone.delete(report));
    for (const report of gone) change(report, (seen) => seen.filter(({ serverId }) => serverId !== id));
    const reportedAt = next?.at ?? 0;
    for (const report of come) change(report, (seen) => [...seen, { serverId: id, reportedAt, report }]);
    yield;
  }
  // Nobody's details have changed.
  if (serverIds.size === 0) return { sightings: before, resighted: { streams, serverIds } };
  const left = new Map([...changed].map(([account, own]) => [account, own.size > 0 ? own : null]));
  return {
    sightings: { details, accounts: withChanges(before.accounts, left) },
    resighted: { streams, serverIds },
  };
}

function detailOf({ identity, isAnswering, detail }: ObservedServer): [string, Detail][] {
  return isAnswering && detail?.ok ? [[identity.id, detail]] : [];
}

/** The sightings of one stream, in the order of the domain's servers. */
export function sightingsOf(
  { accounts, details }: Sightings,
  domain: Domain,
  account: string,
  stream: string,
): Sighting<StreamReport>[] {
  const servers = serversById(domain);
  const placed = (accounts.get(account)?.get(stream) ?? []).flatMap(({ serverId, ...seen }) => {
    const found = servers.get(serverId);
    const at = details.get(serverId)?.at ?? seen.reportedAt;
    return found ? [{ place: found.place, sighting: { server: found.server, at, ...seen } }] : [];
  });
  return placed.sort((a, b) => a.place - b.place).map(({ sighting }) => sighting);
}

/** The consumers of a stream's sightings, by name. */
export function sightConsumers(streams: Sighting<StreamReport>[]): Map<string, Sighting<ConsumerReport>[]> {
  const consumers = new Map<string, Sighting<ConsumerReport>[]>();
  for (const { report, ...rest } of streams) {
    for (const consumer of report.consumers) {
      entry(consumers, consumer.name, () => []).push({ ...rest, report: consumer });
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
