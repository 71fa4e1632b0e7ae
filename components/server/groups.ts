import type { Server } from "#lib/model/board.ts";
import { compareVersions } from "#lib/model/version.ts";
import { visible } from "#lib/model/visible.ts";
import { compareNames } from "#lib/model/words.ts";

/** Servers of one cluster of one domain: they share a meta leader. */
export interface ServerGroup {
  key: string;
  domain: string | null;
  cluster: string | null;
  servers: Server[];
  /** One version, one level, all answering and well. */
  isUniform: boolean;
}

/** Groups by domain and cluster, the default domain first; servers by level, highest first. */
export function groupServers(servers: Server[]): ServerGroup[] {
  const groups = Map.groupBy(servers, ({ domain, cluster }) => JSON.stringify([domain, cluster]));
  return [...groups]
    .map(([key, members]) => ({
      key,
      domain: members[0]?.domain ?? null,
      cluster: members[0]?.cluster ?? null,
      servers: members.toSorted(compareServers),
      isUniform: isUniform(members),
    }))
    .sort((a, b) => compareNames(a.domain, b.domain) || compareNames(a.cluster, b.cluster));
}

function isUniform(servers: Server[]): boolean {
  const [first] = servers;
  return (
    first !== undefined &&
    servers.every(
      (server) =>
        server.version === first.version &&
        server.apiLevel === first.apiLevel &&
        server.jetstream === first.jetstream &&
        server.state === "answering" &&
        server.health.state !== "unhealthy",
    )
  );
}

function compareServers(a: Server, b: Server): number {
  return (
    (b.apiLevel ?? -1) - (a.apiLevel ?? -1) || compareVersions(b.version, a.version) || compareNames(a.name, b.name)
  );
}

/** "C1", "domain edge, cluster C1", "standalone". */
export function groupName({ domain, cluster, servers }: ServerGroup): string {
  const parts = [domain && `domain ${domain}`, cluster && `cluster ${cluster}`].filter(Boolean);
  if (parts.length > 0) return visible(parts.join(", "));
  return servers.length === 1 ? "standalone" : "no cluster";
}
