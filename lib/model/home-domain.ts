import type { ObservedServer } from "./observation.ts";
import { answerOf } from "./probe.ts";
import type { MetaReport } from "./report.ts";
import { compareNames } from "./words.ts";

type DomainName = string | null;

type Domains = ReadonlyMap<DomainName, ObservedServer[]>;

/** All servers, looked up by domain, by name, and by both (`placeOf`). */
interface Index {
  domains: Domains;
  named: ReadonlyMap<string, ObservedServer[]>;
  placed: ReadonlyMap<string, ObservedServer[]>;
}

/**
 * Groups servers by domain. While a cluster is given another domain by a rolling restart, its meta group goes on as one
 * under both names: all its servers are in the domain of its leader then, or of most of them while nobody leads, and one
 * that came back under the other name is there as it is now only.
 */
export function groupByHome(servers: ObservedServer[]): Domains {
  const domains = Map.groupBy(servers, domainOf);
  if (domains.size < 2) return domains;
  const placed = Map.groupBy(servers, (server) => placeOf(domainOf(server), nameOf(server)));
  const index = { domains, named: Map.groupBy(servers, nameOf), placed };
  const homes = new Map(servers.filter(isMember).map((server) => [server, homeOf(server, index)]));
  const groups = Map.groupBy(servers, (server) => {
    if (homes.has(server)) return homes.get(server) ?? null;
    return server.isAnswering ? formerHome(server, index) : lastHome(server, homes, index);
  });
  const isLatest = (server: ObservedServer, group: ObservedServer[]): boolean =>
    server.isAnswering || !group.some((other) => domainOf(other) !== domainOf(server) && cameBackAs(server, other));
  return new Map([...groups].map(([name, group]) => [name, group.filter((server) => isLatest(server, group))]));
}

function domainOf({ identity }: ObservedServer): DomainName {
  return identity.domain;
}

function nameOf({ identity }: ObservedServer): string {
  return identity.name;
}

function placeOf(domain: DomainName, name: string): string {
  return `${domain ?? ""}\0${name}`;
}

function metaOf({ jsz }: ObservedServer): MetaReport | null {
  return answerOf(jsz)?.meta ?? null;
}

function isMember(server: ObservedServer): boolean {
  return server.isAnswering && metaOf(server) !== null;
}

function isLeader(server: ObservedServer): boolean {
  return isMember(server) && metaOf(server)?.leader === nameOf(server);
}

/** Whether it tells of a member of that name. */
function counts(teller: ObservedServer, name: string): boolean {
  return metaOf(teller)?.peers.some((peer) => peer.name === name) ?? false;
}

function cameBackAs(server: ObservedServer, { identity, firstSeenAt }: ObservedServer): boolean {
  const { name, cluster } = server.identity;
  return (
    !server.isAnswering && identity.name === name && identity.cluster === cluster && firstSeenAt > server.lastSeenAt
  );
}

/** The domain of a member's leader; while nobody leads, that of most members whom it names. */
function homeOf(server: ObservedServer, index: Index): DomainName {
  const { leader = null, peers = [] } = metaOf(server) ?? {};
  const names = leader === null ? peers.map(({ name }) => name) : [leader];
  const mates = names.flatMap((name) => mateNamed(name, server, index) ?? []);
  const lead = mates.find(isLeader);
  if (lead) return domainOf(lead);
  const votes = [...Map.groupBy([server, ...mates], domainOf)];
  votes.sort(([a, { length: forA }], [b, { length: forB }]) => forB - forA || compareNames(a, b));
  return votes[0]?.[0] ?? null;
}

/**
 * The member of its meta group that a server calls by this name: in another domain only where its own has none, and where
 * that one counts on it too. Sites that are alike have servers of the same names, but at the same time.
 */
function mateNamed(name: string, server: ObservedServer, index: Index): ObservedServer | null {
  const isMate = (other: ObservedServer) =>
    isMember(other) &&
    counts(other, nameOf(server)) &&
    mayBeIn(domainOf(other), server, index) &&
    mayBeIn(domainOf(server), other, index);
  const own = index.placed.get(placeOf(domainOf(server), name))?.find(isMember);
  return own ?? index.named.get(name)?.find(isMate) ?? null;
}

/** Whether a server may be of this domain too: all of its name that were there before have come back as it. */
function mayBeIn(domain: DomainName, server: ObservedServer, { placed }: Index): boolean {
  const namesakes = placed.get(placeOf(domain, nameOf(server))) ?? [];
  return namesakes.every((each) => each === server || cameBackAs(each, server));
}

/** One without JetStream has no domain: it is where it was with JetStream, if nobody there has it any more. */
function formerHome(server: ObservedServer, { domains, named }: Index): DomainName {
  if (server.identity.jetstream) return domainOf(server);
  const former = named.get(nameOf(server))?.find((other) => other.identity.jetstream && cameBackAs(other, server));
  return former && !domains.get(domainOf(former))?.some(isMember) ? domainOf(former) : domainOf(server);
}

/**
 * A silent one is where all are that answer for its domain. Where none does, as it was the last to be restarted, it is
 * where a leader that it knew still counts on it for want of another of its name.
 */
function lastHome(server: ObservedServer, homes: ReadonlyMap<ObservedServer, DomainName>, index: Index): DomainName {
  const [home, ...otherHomes] = new Set(
    index.domains.get(domainOf(server))?.flatMap((each) => (homes.has(each) ? [homes.get(each) ?? null] : [])),
  );
  if (home !== undefined) return otherHomes.length > 0 ? domainOf(server) : home;
  const { leader = null, peers = [] } = metaOf(server) ?? {};
  const known = [leader ?? "", ...peers.map(({ name }) => name)].flatMap((name) => index.named.get(name) ?? []);
  const isLead = (each: ObservedServer) =>
    isLeader(each) && counts(each, nameOf(server)) && mayBeIn(domainOf(each), server, index);
  return domainOf(known.find(isLead) ?? server);
}
