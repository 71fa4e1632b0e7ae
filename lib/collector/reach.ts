import type { ObservedServer } from "../model/observation.ts";
import { answerOf } from "../model/probe.ts";
import { runsJetStream } from "../model/topology.ts";
import type { Reach } from "./access.ts";
import type { BookedAccount } from "./account-book.ts";

/**
 * Where plain `$JS.API` leads from a server: its own domain; without JetStream that of its cluster, to which it passes
 * requests on. A leaf node without JetStream passes on what names a domain only.
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
 * Whether an account was taken away: every server of its domain has told all its accounts, and none lists it. One
 * whose JetStream API still names streams stays, whatever JSZ lists.
 */
export function isGone({ domain, account, names }: BookedAccount, servers: ObservedServer[]): boolean {
  if (names?.ok && names.value.length > 0) return false;
  const hosts = servers.filter((server) => server.identity.domain === domain && server.identity.jetstream);
  return hosts.every(({ isAnswering, detail }) => {
    return isAnswering && answerOf(detail)?.accounts.includes(account) === false;
  });
}
