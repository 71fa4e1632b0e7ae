import type { Server } from "./board.ts";
import { compareVersions } from "./version.ts";
import { compareNames } from "./words.ts";

/** What clients of one domain may rely on. */
export interface ClientView {
  domain: string | null;
  /** Name of the server that answers the JetStream API: the meta leader, or the only server; null where nobody answers. */
  answeredBy: string | null;
  /** The highest `Nats-Required-Api-Level` that a request would be granted now; null where nobody answers. */
  granted: number | null;
  /**
   * False where the answering server is older than 2.12: it ignores the header, so that its grant of any level means
   * nothing.
   */
  isChecked: boolean;
  /** Of the answering servers that can host assets; null where none is known. */
  lowest: number | null;
  highest: number | null;
}

/**
 * What clients that are connected to a server without a JetStream of its own reach: by `$JS.API`, over a leaf connection
 * to a domain by `$JS.<domain>.API` only (server/leafnode.go, denyAllClientJs; tests/collector/config-fields.test.ts).
 */
export interface LeafView {
  server: Server;
  /** Domains that it may lead to: one, or several where the servers do not tell which. */
  reaches: ClientView[];
}

/** Since when a server reads the header (server/jetstream_api.go errorOnRequiredApiLevel; 2.11 ignores it). */
const CHECKS_HEADER_SINCE = "2.12.0";

/** One view a domain that has JetStream, the default domain first. */
export function clientViews(servers: readonly Server[]): ClientView[] {
  const hosts = servers.filter((server) => server.jetstream);
  return [...Map.groupBy(hosts, ({ domain }) => domain)]
    .map(([domain, members]) => viewOf(domain, members))
    .sort((a, b) => compareNames(a.domain, b.domain));
}

function viewOf(domain: string | null, hosts: Server[]): ClientView {
  const answering = hosts.filter((server) => server.state === "answering");
  const levels = answering.flatMap(({ apiLevel }) => apiLevel ?? []);
  const leader = answering.find((server) => server.metaLeader) ?? standaloneOf(answering);
  return {
    domain,
    answeredBy: leader?.name ?? null,
    granted: leader?.apiLevel ?? null,
    isChecked: leader !== null && compareVersions(leader.version, CHECKS_HEADER_SINCE) >= 0,
    lowest: levels.length > 0 ? Math.min(...levels) : null,
    highest: levels.length > 0 ? Math.max(...levels) : null,
  };
}

/**
 * A server without a cluster has no meta group: it answers for itself. One that opens leaf connections calls itself a
 * cluster of its own name.
 */
function standaloneOf(answering: Server[]): Server | null {
  const [only, ...others] = answering;
  if (!only || others.length > 0) return null;
  return only.cluster === null || only.cluster === only.name ? only : null;
}

/**
 * The same seen from each server without JetStream. Its clients reach JetStream over routes in its cluster, else over
 * its leaf connection; where there are several domains, the servers' reports do not tell which one that is.
 */
export function leafViews(servers: readonly Server[]): LeafView[] {
  const views = clientViews(servers);
  const entries = servers.filter((server) => !server.jetstream && server.state === "answering");
  return entries.map((server) => {
    const isHost = (host: Server) => host.jetstream && server.cluster !== null && host.cluster === server.cluster;
    const near = servers.find(isHost);
    return { server, reaches: near ? views.filter(({ domain }) => domain === near.domain) : views };
  });
}
