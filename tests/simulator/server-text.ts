import { streamText } from "./asset-text.ts";
import { shapes } from "./fixture-shapes.ts";
import { hash } from "./hash.ts";
import { leaderOf, type Population, type SimServer } from "./population.ts";

/** What one server counts. */
export interface Load {
  accounts: number;
  streams: number;
  consumers: number;
  /** Streams and consumers that have replicas elsewhere. */
  replicated: number;
}

/** The `server` block of a reply up to the key of what follows: it has the time in it. */
export function headText({ name, id, cluster, release }: SimServer, key: "data" | "statsz", now: Date): string {
  const server = { ...shapes.server, name, id, cluster, ver: release.version, tags: [`server:${name}`] };
  return `{"server":${JSON.stringify({ ...server, time: now.toISOString() })},"${key}":`;
}

export function varzText(server: SimServer, population: Population): string {
  const jetstream = shapes.varz.jetstream as { stats: object };
  return closed({
    ...shapes.varz,
    server_id: server.id,
    server_name: server.name,
    version: server.release.version,
    tags: [`server:${server.name}`],
    jetstream: { ...jetstream, stats: { ...jetstream.stats, api: apiOf(server) }, meta: metaOf(server, population) },
  });
}

/** `written`: entries of the meta group's log, as its leader tells. */
export function statszText(server: SimServer, population: Population, load: Load, written: number): string {
  const jetstream = shapes.statsz.jetstream as { stats: object };
  return closed({
    ...shapes.statsz,
    active_servers: population.servers.filter(({ state }) => state !== "down").length,
    jetstream: {
      ...jetstream,
      stats: { ...jetstream.stats, api: apiOf(server), accounts: load.accounts, ha_assets: load.replicated },
      meta: briefMetaOf(server, population, written),
    },
  });
}

export function jszText(server: SimServer, population: Population, load: Load): string {
  const summary = {
    ...shapes.jsz,
    server_id: server.id,
    accounts: load.accounts,
    streams: load.streams,
    consumers: load.consumers,
    api: apiOf(server),
    meta_cluster: metaOf(server, population),
    total: load.accounts,
  };
  return closed(summary);
}

export interface DetailOptions {
  streams: boolean;
  consumers: boolean;
}

/** What a server says of these accounts, each with the streams that run on it. */
export function accountsText(
  accounts: readonly string[],
  server: SimServer,
  { seed, byHost }: Population,
  { streams, consumers }: DetailOptions,
): string {
  const { stream_detail: _, ...shape } = shapes.account;
  const told = accounts.map((name) => {
    const account = JSON.stringify({ ...shape, name, id: name }).slice(0, -1);
    const running = (byHost.get(server)?.get(name) ?? []).filter(({ isOffline }) => !isOffline);
    if (!streams || running.length === 0) return `${account}}`;
    const details = running.map((stream) =>
      streamText(stream, { seed, teller: server, asInfo: false, isShort: !consumers }),
    );
    return `${account},"stream_detail":[${details.join(",")}]}`;
  });
  return told.join(",");
}

/**
 * A server counts what runs on it, and all accounts, those without a stream of it too; the consumers of a stream by the
 * stream's own leader.
 */
export function loadOf(server: SimServer, { accounts, byHost }: Population): Load {
  const streams = [...(byHost.get(server)?.values() ?? [])].flat().filter(({ isOffline }) => !isOffline);
  const consumers = streams.reduce((sum, stream) => sum + (leaderOf(stream) ? stream.consumers : 0), 0);
  const groups = streams.filter(({ hosts }) => hosts.length > 1).map((stream) => 1 + stream.consumers);
  const replicated = groups.reduce((sum, count) => sum + count, 0);
  return { accounts: accounts.length, streams: streams.length, consumers, replicated };
}

export function metaLeader({ servers }: Population): SimServer | null {
  return servers.find(({ state }) => state === "up") ?? null;
}

/** In STATSZ only the leader tells of its peers, and only it knows the group's name. */
function briefMetaOf(server: SimServer, population: Population, written: number): object {
  const told = metaOf(server, population) as { snapshot?: object };
  const meta = { ...told, snapshot: { ...told.snapshot, pending_entries: written } };
  return server === metaLeader(population) ? meta : { ...meta, name: "_meta_", replicas: undefined };
}

function metaOf(server: SimServer, population: Population): object {
  const leader = metaLeader(population);
  const isLeader = server === leader;
  const peers = population.servers.filter((peer) => peer !== server);
  return {
    ...(shapes.jsz.meta_cluster as object),
    name: server.cluster,
    ...(leader && { leader: leader.name, peer: leader.peer }),
    cluster_size: population.servers.length,
    replicas: peers.map((peer) => ({
      name: peer.name,
      current: peer.state !== "down" && (isLeader || peer === leader),
      ...(peer.state === "down" && { offline: true }),
      active: hash(peer.index, server.index) % 1_000_000_000,
      peer: peer.peer,
    })),
  };
}

function apiOf({ release }: SimServer): object {
  return { level: release.level, total: 3, errors: 0 };
}

/** Ends the reply that `headText` began. */
function closed(data: object): string {
  return `${JSON.stringify(data)}}`;
}
