import type { ObservedServer } from "./observation.ts";
import type { ConsumerReport, StreamReport } from "./report.ts";
import { type Domain, isFollowingMeta } from "./topology.ts";

/** What streams and consumers have in common in a report. */
export type AssetReport = StreamReport | ConsumerReport;

/** A stream or consumer in the JSZ details of one server. */
export interface Sighting<T extends AssetReport> {
  server: ObservedServer;
  /** When the details came, ms since the epoch. */
  at: number;
  report: T;
}

/** Streams of a domain by account and name, each as every answering server reports it. */
export function sightStreams(domain: Domain): Map<string, Map<string, Sighting<StreamReport>[]>> {
  const accounts = new Map<string, Map<string, Sighting<StreamReport>[]>>();
  for (const server of domain.servers) {
    if (!server.isAnswering || !server.detail?.ok) continue;
    for (const account of server.detail.value.accounts) entry(accounts, account, () => new Map());
    for (const report of server.detail.value.streams) {
      const streams = entry(accounts, report.account, () => new Map<string, Sighting<StreamReport>[]>());
      entry(streams, report.name, () => []).push({ server, at: server.detail.at, report });
    }
  }
  return accounts;
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
