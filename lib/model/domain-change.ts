import { answerOf } from "./probe.ts";
import { apiLevelOf, type Domain, metaTroubleOf, runsJetStream, stopWordsOf } from "./topology.ts";

/** All that verdicts on a domain's assets rest on, beside the assets' own reports, as texts to compare. */
export interface Standing {
  /** What every verdict rests on. */
  whole: string;
  /** What the verdict on an asset that is not well rests on too. */
  rest: string;
  /** By server id. */
  servers: ReadonlyMap<string, { name: string; facts: string }>;
}

/** What is new in a domain since the last diagnosis. */
export interface DomainChange {
  /** All verdicts are to be made anew. */
  isWide: boolean;
  /** Those on assets that are not well. */
  isAny: boolean;
  /** Those on assets that rest on these servers, names. */
  hosts: ReadonlySet<string>;
}

/** `blockers`: what is said of servers that do not follow the meta log, as a text. */
export function standingOf(domain: Domain, blockers: string): Standing {
  const servers = domain.servers.map((server): [string, { name: string; facts: string }] => {
    const { id, name, version, cluster } = server.identity;
    const { isAnswering, silentSince, detail } = server;
    const trouble = metaTroubleOf(server);
    const level = apiLevelOf(server);
    const hasDetail = answerOf(detail) !== null;
    const runs = runsJetStream(server) || stopWordsOf(server);
    // A standalone server tells in HEALTHZ of its streams.
    const said = domain.isClustered ? null : [server.health === null, server.lastHealth?.error ?? null];
    const facts = [name, version, cluster, isAnswering, silentSince, runs, level, trouble, hasDetail, said];
    return [id, { name, facts: JSON.stringify(facts) }];
  });
  return {
    whole: JSON.stringify([domain.isClustered, domain.metaLeader !== null, domain.realms, domain.apart]),
    rest: JSON.stringify([domain.strangers.map(({ name }) => name), blockers]),
    servers: new Map(servers),
  };
}

/** `before` is undefined where the domain was not known. */
export function changeSince(before: Standing | undefined, { whole, rest, servers }: Standing): DomainChange {
  if (before?.whole !== whole) return { isWide: true, isAny: true, hosts: new Set() };
  const hosts = new Set<string>();
  for (const [id, { name, facts }] of servers) if (before.servers.get(id)?.facts !== facts) hosts.add(name);
  for (const [id, { name, facts }] of before.servers) if (servers.get(id)?.facts !== facts) hosts.add(name);
  return { isWide: false, isAny: hosts.size > 0 || before.rest !== rest, hosts };
}
