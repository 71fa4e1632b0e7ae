import type { ServerRelease } from "./config-fields.ts";
import { groupByHome } from "./home-domain.ts";
import type { Observation, ObservedServer } from "./observation.ts";
import { answerOf } from "./probe.ts";
import type { PeerReport } from "./report.ts";
import { type Demand, whyNot } from "./required.ts";
import { compareVersions } from "./version.ts";

/** The servers of one domain and its meta group, looked up by what the rules ask. */
export interface Domain {
  name: string | null;
  servers: ObservedServer[];
  /** Whether JetStream is clustered here: an offline asset then vanishes from JSZ. */
  isClustered: boolean;
  /** The answering server that leads the meta group; null standalone or where nobody leads. */
  metaLeader: ObservedServer | null;
  /** Who tells of the meta group's members: its leader; while nobody leads, who told of them last. Null where nobody did. */
  teller: ObservedServer | null;
  /** Members that `teller` knows but that never answered here. */
  strangers: PeerReport[];
  /**
   * Where its servers are not all of one JetStream, a server of each, names: those that stand alone, and meta leaders that
   * do not know each other. The domain's JetStream API leads to one of them. Empty where all are one, as they should be.
   */
  realms: string[];
  /**
   * Servers that have a JetStream for themselves beside that of the domain's cluster, ids, as leaf nodes without a domain
   * of their own. What they say of their streams means something else than it does in a cluster.
   */
  apart: string[];
}

export interface Topology {
  domains: ReadonlyMap<string | null, Domain>;
}

/** Groups servers by domain. Names repeat across domains, so every look-up by name is within one. */
export function topologyOf(observation: Observation): Topology {
  const groups = groupByHome(observation.servers);
  return { domains: new Map([...groups].map(([name, servers]) => [name, domainOf(name, servers)])) };
}

function domainOf(name: string | null, servers: ObservedServer[]): Domain {
  const metas = servers.flatMap((server) => answerOf(server.jsz)?.meta ?? []);
  const metaLeader = servers.find(leadsMeta) ?? null;
  const teller = metaLeader ?? lastTeller(servers);
  const known = new Set(servers.map((server) => server.identity.name));
  // Where JetStream runs on none, none tells of a meta group.
  const isClustered =
    metas.length > 0 || (!servers.some(runsJetStream) && servers.some((each) => hasMates(each, servers)));
  const alone = servers.filter((each) => standsAlone(each, servers));
  return {
    name,
    servers,
    isClustered,
    metaLeader,
    teller,
    strangers: teller ? membersOf(teller).filter((peer) => !known.has(peer.name)) : [],
    realms: realmsOf(servers, alone),
    apart: isClustered ? alone.map(({ identity }) => identity.id) : [],
  };
}

/** Mostly the leader that fell silent or stepped down. */
function lastTeller(servers: ObservedServer[]): ObservedServer | null {
  const tellers = servers.filter((server) => membersOf(server).length > 0);
  return tellers.sort((a, b) => b.lastSeenAt - a.lastSeenAt)[0] ?? null;
}

/** The members of its meta group that a server tells of. */
function membersOf({ jsz }: ObservedServer): PeerReport[] {
  return answerOf(jsz)?.meta?.peers ?? [];
}

function realmsOf(servers: ObservedServer[], alone: ObservedServer[]): string[] {
  const leaders = servers.filter(leadsMeta);
  const peersOf = (leader: ObservedServer) => membersOf(leader).map(({ name }) => name);
  // One that was just replaced still counts the new leader among its peers, or is counted by it.
  const areOne = (a: ObservedServer, b: ObservedServer) =>
    peersOf(a).includes(b.identity.name) || peersOf(b).includes(a.identity.name);
  const apart = leaders.filter((leader, index) => !leaders.slice(0, index).some((other) => areOne(leader, other)));
  const names = [...alone, ...apart].map(({ identity }) => identity.name);
  return names.length > 1 ? names.sort() : [];
}

/** A member of a cluster that has just started tells nothing of its meta group either, but it is not by itself. */
function standsAlone(server: ObservedServer, servers: ObservedServer[]): boolean {
  if (!server.isAnswering || !runsJetStream(server) || answerOf(server.jsz)?.meta !== null) return false;
  return !hasMates(server, servers);
}

/** Whether another server is in its cluster. */
function hasMates({ identity: { id, cluster } }: ObservedServer, servers: ObservedServer[]): boolean {
  return cluster !== null && servers.some(({ identity }) => identity.id !== id && identity.cluster === cluster);
}

function leadsMeta(server: ObservedServer): boolean {
  return server.isAnswering && answerOf(server.jsz)?.meta?.leader === server.identity.name && isFollowingMeta(server);
}

const META_TROUBLE = /meta (?:leader|layer)/;
/** Of this server alone. Other troubles pass with an election, or a restart. */
const BEHIND = /not current with the meta leader/;

/**
 * HEALTHZ words of a server that does not follow the meta group; null where it does. That it is behind holds until it says
 * otherwise: that HEALTHZ is no longer answered is no sign that it has caught up.
 */
export function metaTroubleOf({ health, lastHealth }: ObservedServer): string | null {
  const error = lastHealth?.error ?? null;
  return error && (health?.ok ? META_TROUBLE : BEHIND).test(error) ? error : null;
}

/** A server that does not follow may claim in its own JSZ to lead everything. */
export function isFollowingMeta(server: ObservedServer): boolean {
  return metaTroubleOf(server) === null;
}

const indexes = new WeakMap<Domain, Map<string, ObservedServer[]>>();

/** The server of that name in a domain; of several, one that answers. */
export function serverNamed(domain: Domain, name: string): ObservedServer | null {
  const named = serversNamed(domain, name);
  return named.find((server) => server.isAnswering) ?? named[0] ?? null;
}

/** All of that name: just after a restart a server is there twice, as it was and as it is. */
export function serversNamed(domain: Domain, name: string): ObservedServer[] {
  // Made once for each domain: it is asked for every replica of every asset.
  const index = indexes.get(domain) ?? Map.groupBy(domain.servers, ({ identity }) => identity.name);
  indexes.set(domain, index);
  return index.get(name) ?? [];
}

const places = new WeakMap<Domain, Map<string, { server: ObservedServer; place: number }>>();

/** The servers of a domain by id, each with its place among them. */
export function serversById(domain: Domain): ReadonlyMap<string, { server: ObservedServer; place: number }> {
  const index =
    places.get(domain) ?? new Map(domain.servers.map((server, place) => [server.identity.id, { server, place }]));
  places.set(domain, index);
  return index;
}

/** The id of a server that only the meta group tells of. */
export function strangerId({ peer, name }: PeerReport): string {
  return `peer:${peer ?? name}`;
}

/** The cluster of the members that never answered, as far as is known: that of who tells of them. */
export function strangersCluster({ teller }: Domain): string | null {
  return teller?.identity.cluster ?? null;
}

/** API level: null without JetStream or where it is not known. */
export function apiLevelOf(server: ObservedServer): number | null {
  if (!runsJetStream(server)) return null;
  return answerOf(server.varz)?.apiLevel ?? answerOf(server.jsz)?.apiLevel ?? null;
}

export function runsJetStream(server: ObservedServer): boolean {
  return server.identity.jetstream && answerOf(server.jsz)?.disabled !== true;
}

/** HEALTHZ where the configuration has JetStream on; where it is off there, a server is well without (monitor.go: healthz). */
const STOPPED = /^JetStream not enabled/;

/** HEALTHZ words of a server whose JetStream has stopped; null where it runs, or was switched off in the configuration. */
export function stopWordsOf({ health }: ObservedServer): string | null {
  const error = answerOf(health)?.error ?? null;
  return isStop(error) ? error : null;
}

/** Whether these are the words of a server whose JetStream has stopped. */
export function isStop(raw: string | null): boolean {
  return raw !== null && STOPPED.test(raw);
}

/** The answering servers that run its JetStream: of a cluster, not those that have one for themselves. */
export function hostsIn({ servers, apart }: Domain): ObservedServer[] {
  return servers.filter((server) => server.isAnswering && runsJetStream(server) && !apart.includes(server.identity.id));
}

/** Names of the meta group's members that answer, but have JetStream switched off in their configuration. */
export function switchedOffMembers(domain: Domain): string[] {
  const names = domain.teller ? membersOf(domain.teller).map(({ name }) => name) : [];
  return names.filter((name) => {
    const server = serverNamed(domain, name);
    return server?.isAnswering && !runsJetStream(server) && stopWordsOf(server) === null;
  });
}

/** Names of silent servers that could have hosted something: with JetStream when last seen, or known to the meta group. */
export function silentHosts(domain: Domain): string[] {
  const silent = domain.servers.filter((server) => !server.isAnswering && server.identity.jetstream);
  return [...silent.map((server) => server.identity.name), ...domain.strangers.map((peer) => peer.name)];
}

/** Every server that runs a domain's JetStream, newest first, with why it could not run an asset; null where it could. */
export function hostsFor(domain: Domain, demand: Demand): { server: string; whyNot: string | null }[] {
  if (demand.requiredLevel === null && demand.config === null) return [];
  // Many servers run few releases.
  const verdicts = new Map<string, string | null>();
  return hostsIn(domain)
    .sort((a, b) => compareVersions(b.identity.version, a.identity.version))
    .map((server) => {
      const release = releaseOf(server);
      const key = `${release.version} ${release.level}`;
      const why = verdicts.has(key) ? (verdicts.get(key) ?? null) : whyNot(demand, release);
      verdicts.set(key, why);
      return { server: server.identity.name, whyNot: why };
    });
}

/** What of a server decides which configuration it knows. */
export function releaseOf(server: ObservedServer): ServerRelease {
  return { version: server.identity.version, level: apiLevelOf(server) };
}
