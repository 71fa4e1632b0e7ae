import { askServers, openClient, type ServerReply, users } from "./client.ts";
import { requestApi } from "./jetstream-api.ts";
import type { LabServer } from "./server.ts";
import { until } from "./until.ts";

interface MetaCluster {
  leader?: string;
  replicas?: { name: string; current: boolean; offline?: boolean }[];
}

/** Waits as `LabSystem.ready` says; throws what is still missing. */
export async function awaitReady(servers: readonly LabServer[]): Promise<void> {
  const [first] = servers;
  if (!first) throw new Error("no server is running");
  await using system = await openClient(first.websocketUrl, users.sys);
  const faults = { last: [] as string[] };
  const ask = async (subject: string) => askServers(system, subject, { replies: servers.length, deadline: 1000 });
  await until(
    async () => {
      faults.last = missingServers(servers, await ask("$SYS.REQ.SERVER.PING"));
      if (faults.last.length === 0) faults.last = metaFaults(servers, await ask("$SYS.REQ.SERVER.PING.JSZ"));
      return faults.last.length === 0 || Promise.reject(new Error(faults.last.join("; ")));
    },
    { what: `${servers.map((server) => server.name).join(", ")} to form a system` },
  );
  const hosts = new Map(servers.filter(hasJetStream).map((server) => [domainOf(server) ?? "", server]));
  for (const host of hosts.values()) await awaitApi(host);
}

/** A server that others do not see yet, or that does not see all others. */
function missingServers(servers: readonly LabServer[], replies: ServerReply[]): string[] {
  return servers.flatMap((server) => {
    const reply = replies.find((each) => each.server.name === server.name);
    const { active_servers: active = 0 } = (reply?.statsz ?? {}) as { active_servers?: number };
    return active >= servers.length ? [] : [`${server.name} sees ${active} of ${servers.length} servers`];
  });
}

/** Why the meta group of a cluster is not settled yet. */
function metaFaults(servers: readonly LabServer[], replies: ServerReply[]): string[] {
  return servers.filter(isClustered).flatMap((server) => {
    const meta = metaOf(replies, server.name);
    if (!meta?.leader) return [`${server.name} knows no meta leader`];
    const peers = metaOf(replies, meta.leader)?.replicas ?? [];
    const isCurrent = server.name === meta.leader || peers.some((peer) => peer.name === server.name && peer.current);
    return isCurrent ? [] : [`${server.name} is not current with the meta leader ${meta.leader}`];
  });
}

function metaOf(replies: ServerReply[], name: string): MetaCluster | undefined {
  const reply = replies.find((each) => each.server.name === name);
  return (reply?.data as { meta_cluster?: MetaCluster } | undefined)?.meta_cluster;
}

async function awaitApi(server: LabServer): Promise<void> {
  if (!server.settings.accounts.APP) return;
  await using app = await openClient(server.websocketUrl, users.app);
  await until(() => requestApi(app, "INFO", {}, { domain: domainOf(server), timeout: 3000 }), {
    what: `$JS.API.INFO of ${server.name} for APP`,
  });
}

function hasJetStream(server: LabServer): boolean {
  return server.settings.jetstream !== false;
}

function isClustered(server: LabServer): boolean {
  return hasJetStream(server) && server.settings.cluster !== undefined;
}

function domainOf(server: LabServer): string | undefined {
  const { jetstream } = server.settings;
  return jetstream ? (jetstream.domain as string | undefined) : undefined;
}
