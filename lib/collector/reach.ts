import type { ObservedServer } from "../model/observation.ts";
import { answerOf } from "../model/probe.ts";
import { runsJetStream } from "../model/topology.ts";
import type { Reach } from "./access.ts";
import type { BookedAccount } from "./account-book.ts";

/**
 * Where plain `$JS.API` leads from a server: its own domain; without JetStream that of its cluster, to which it passes
 * requests on. A leaf node without JetStream passes on only what names a domain.
 */
export function reachFrom(serverId: string, servers: ObservedServer[]): Reach {
  const server = servers.find(({ identity }) => identity.id === serverId);
  if (!server) return "unknown";
  if (runsJetStream(server)) return { domain: server.identity.domain };
  const { cluster } = server.identity;
  const host = servers.find((other) => cluster !== null && other.identity.cluster === cluster && runsJetStream(other));
  return host ? { domain: host.identity.domain } : "unknown";
}

/**
 * Whether servers list an account: true where one does, false where all of its domain have told and none does, else
 * null.
 */
export type Listed = (domain: string | null, account: string) => boolean | null;

/** Looks through the servers' details once, whatever the number of accounts. */
export function listedIn(servers: ObservedServer[]): Listed {
  const domains = new Map<string | null, { lists: Set<readonly string[]>; isComplete: boolean }>();
  for (const { identity, isAnswering, detail } of servers) {
    if (!identity.jetstream) continue;
    const known = domains.get(identity.domain) ?? { lists: new Set(), isComplete: true };
    domains.set(identity.domain, known);
    const told = isAnswering ? answerOf(detail) : null;
    // Nearly all servers of a domain have the same list (`share-reports.ts`).
    if (told) known.lists.add(told.accounts);
    else known.isComplete = false;
  }
  const listed = new Map([...domains].map(([domain, { lists }]) => [domain, new Set([...lists].flat())]));
  return (domain, account) => {
    const known = domains.get(domain);
    // A domain without servers lists nothing, and nobody is left to ask.
    if (!known) return false;
    if (listed.get(domain)?.has(account)) return true;
    return known.isComplete ? false : null;
  };
}

/** How long what an account named counts while its names cannot be had, ms: it may have been removed meanwhile. */
const UNNAMED_MS = 10 * 60_000;

/**
 * Whether the account's JetStream API named streams when it last answered. In trouble it may not for a while, just when
 * JSZ lists no account whose streams are all offline.
 */
export function namesStreams({ names, unnamedSince }: BookedAccount): boolean {
  if (names?.ok) return names.value.length > 0;
  return unnamedSince !== null && Date.now() - unnamedSince < UNNAMED_MS;
}
