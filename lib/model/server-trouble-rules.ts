import { type Draft, type Facts, type Rule, serverSubject, subjectsOf } from "./facts.ts";
import { remedyForWords } from "./health-words.ts";
import { blockerOf, UNBLOCK } from "./meta-block.ts";
import type { ObservedServer } from "./observation.ts";
import { answerOf, type Fault } from "./probe.ts";
import { type Domain, strangerId, strangersCluster } from "./topology.ts";
import { listed } from "./words.ts";

/** A restart is no alarm; a server that stays away is. */
export const SILENT_AFTER_MS = 6_000;
/** More servers of a cluster than this with one trouble are one thing to know, and mostly have one cause. */
const FEW = 3;

/** A server in trouble. */
interface Troubled {
  name: string;
  domain: Domain;
  cluster: string | null;
  subject: Draft["subjects"][number];
}

interface Silent extends Troubled {
  /** ms since the epoch; null where it never answered here. */
  since: number | null;
}

interface Unhealthy extends Troubled {
  /** Its own words. */
  error: string;
  /** What is likely to stop it at an entry of the meta log; null where nothing is known to. */
  blocker: string | null;
}

export const silentServers: Rule = ({ observation, topology }) => {
  const silent = [...topology.domains.values()].flatMap((domain): Silent[] => [
    ...domain.servers
      .filter(({ silentSince }) => silentSince !== null && observation.at - silentSince >= SILENT_AFTER_MS)
      .map((server) => ({ ...troubled(server, domain), since: server.silentSince })),
    ...domain.strangers.map((peer) => ({
      name: peer.name,
      domain,
      cluster: strangersCluster(domain),
      subject: { kind: "server" as const, id: strangerId(peer), label: peer.name },
      since: null,
    })),
  ]);
  return eachOrTogether(silent, placeOf).map((servers): Draft => {
    const [first] = servers;
    const areMany = servers.length > 1;
    const known = servers.flatMap(({ since }) => since ?? []);
    return {
      key: `JS_SERVER_SILENT:${areMany ? placeOf(first) : first.subject.id}`,
      code: "JS_SERVER_SILENT",
      severity: "warning",
      title: areMany ? `${shareOf(servers)} do not answer` : `${first.name} does not answer`,
      detail: areMany
        ? `They belong to the system, but no longer answer requests on the system account: ${namesOf(servers)}.`
        : "It belongs to the system, but no longer answers requests on the system account.",
      remedy: areMany
        ? "Look at what they share, such as a site, a link or a release that is being rolled out, then at their hosts. Those that were removed for good, remove from the meta group too."
        : "Start it, or look at its host and network. If it was removed for good, remove it from the meta group too.",
      commands: ["nats server list", "nats server report jetstream"],
      since: known.length > 0 ? Math.min(...known) : null,
      ...subjectsOf(servers.map((each) => each.subject)),
    };
  });
};

export const unhealthyServers: Rule = ({ topology, blockers, standing }) => {
  const unhealthy = [...topology.domains.values()].flatMap((domain) =>
    domain.servers.flatMap((server): Unhealthy[] => {
      const error = server.isAnswering ? answerOf(server.health)?.error : null;
      if (!error) return [];
      const { domain: name, name: own } = server.identity;
      return [{ ...troubled(server, domain), error, blocker: blockerOf(blockers, name, own) ?? null }];
    }),
  );
  const causeOf = (each: Unhealthy): string => `${placeOf(each)}:${each.blocker ?? each.error}`;
  return eachOrTogether(unhealthy, causeOf).map((servers): Draft => {
    const [first] = servers;
    const { name, subject, error, blocker } = first;
    const areMany = servers.length > 1;
    const told = blocker ? `${error}. ${blocker} Concluded by Plimsoll; the server does not name it.` : error;
    return {
      key: `JS_SERVER_UNHEALTHY:${areMany ? causeOf(first) : subject.id}`,
      code: "JS_SERVER_UNHEALTHY",
      severity: "warning",
      title: areMany ? `${shareOf(servers)} say they are not healthy` : `${name} says it is not healthy`,
      detail: areMany ? `${namesOf(servers)}: ${told}` : told,
      remedy: blocker ? UNBLOCK : (remedyForWords(error) ?? `Read the ${areMany ? "servers' logs" : "server's log"}.`),
      commands: ["nats server report jetstream"],
      since: toldSince(servers, standing),
      ...subjectsOf(servers.map((each) => each.subject)),
    };
  });
};

/** Since when the first of these servers was told to be unhealthy, alone or among others, ms; null where none was. */
function toldSince(servers: Unhealthy[], standing: Facts["standing"]): number | null {
  const ids = new Set(servers.map(({ subject }) => subject.id));
  const told = [...standing.values()].filter(
    ({ code, subjects }) => code === "JS_SERVER_UNHEALTHY" && subjects.some(({ id }) => ids.has(id)),
  );
  return told.length > 0 ? Math.min(...told.map(({ since }) => since)) : null;
}

/** That asking is not permitted, or that nobody listens, says nothing about a server. */
const OWN_FAULTS: Fault[] = ["timeout", "malformed"];

/** Servers that answer, but not this question: what is not known is not well. */
export const healthlessServers: Rule = ({ observation }) => {
  const healthless = observation.servers.filter(
    ({ isAnswering, health }) => isAnswering && health?.ok === false && OWN_FAULTS.includes(health.fault),
  );
  if (healthless.length === 0) return [];
  const words = healthless.flatMap(({ identity, lastHealth }) =>
    lastHealth?.error ? [`${identity.name} last said: ${lastHealth.error}.`] : [],
  );
  return [
    {
      key: "JS_SERVER_HEALTH_UNKNOWN",
      code: "JS_SERVER_HEALTH_UNKNOWN",
      severity: "warning",
      title: `${listed(healthless.map(({ identity }) => identity.name))} ${healthless.length === 1 ? "does not tell its" : "do not tell their"} health`,
      detail: [
        "HEALTHZ brought no answer that can be read twice in a row; other questions are answered.",
        ...words.slice(0, 5),
      ].join(" "),
      remedy: "Look at the load and the log of the server: to answer HEALTHZ it walks its assets.",
      commands: ["nats server report health"],
      since: null,
      ...subjectsOf(healthless.map(serverSubject)),
    },
  ];
};

function troubled(server: ObservedServer, domain: Domain): Troubled {
  const { name, cluster } = server.identity;
  return { name, domain, cluster, subject: serverSubject(server) };
}

/** The domain and cluster of a server, as part of a finding's key. */
function placeOf({ domain, cluster }: Troubled): string {
  return `${domain.name ?? ""}:${cluster ?? ""}`;
}

/** Each server by itself; of a cause that many share, all together. */
function eachOrTogether<T extends Troubled>(all: T[], causeOf: (each: T) => string): [T, ...T[]][] {
  const [...groups] = Map.groupBy(all, causeOf).values();
  return groups.flatMap(([first, ...others]): [T, ...T[]][] => {
    if (!first) return [];
    return others.length < FEW ? [first, ...others].map((each): [T] => [each]) : [[first, ...others]];
  });
}

/** "12 of 15 servers of cluster C1". */
function shareOf([{ domain, cluster }, ...others]: [Troubled, ...Troubled[]]): string {
  const strangers = strangersCluster(domain) === cluster ? domain.strangers.length : 0;
  const total = domain.servers.filter(({ identity }) => identity.cluster === cluster).length + strangers;
  const place = cluster !== null ? ` of cluster ${cluster}` : domain.name !== null ? ` of domain ${domain.name}` : "";
  return `${others.length + 1} of ${total} servers${place}`;
}

function namesOf(servers: Troubled[]): string {
  return listed(servers.map(({ name }) => name));
}
