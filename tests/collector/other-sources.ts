import type { NatsConnection } from "nats.ws";
import { askServers, type User } from "../lab/client.ts";
import { askApi } from "../lab/jetstream-api.ts";
import type { LabSystem } from "../lab/system.ts";

/** Names of streams, `APP/stream`, that a source calls down; null where it gives no answer. */
export type Claims = Set<string> | null;

/** What STREAM.LIST puts into `offline` for an account, in any of two calls: they differ from call to call. */
export async function listedOffline(
  system: LabSystem,
  { account, user, domain }: { account: string; user: User; domain: string | null },
): Promise<Claims> {
  await using client = await system.openClient(user);
  const claims = new Set<string>();
  for (let call = 0; call < 2; call++) {
    const answer = await askApi(client, "STREAM.LIST", {}, domain === null ? {} : { domain }).catch(() => null);
    if (answer === null || answer.error) return null;
    const prefix = domain === null ? "" : `${domain}:`;
    for (const stream of Object.keys((answer.offline as object | undefined) ?? {}))
      claims.add(`${prefix}${account}/${stream}`);
  }
  return claims;
}

export interface MonitorView {
  /** Streams that JSZ shows without a leader. */
  claims: Set<string>;
  /** Servers whose HEALTHZ says that they are not well. */
  unhealthy: number;
  servers: number;
}

interface Jsz {
  account_details?: { name: string; stream_detail?: { name: string; cluster?: { leader?: string } }[] }[];
}

/** What a monitor sees that reads JSZ and HEALTHZ of all servers. */
export async function seenByMonitor(system: LabSystem, sys: NatsConnection): Promise<MonitorView> {
  const replies = system.servers.filter((server) => server.isAnswering).length;
  const jsz = await askServers(sys, "$SYS.REQ.SERVER.PING.JSZ", { replies, body: { accounts: true, streams: true } });
  const health = await askServers(sys, "$SYS.REQ.SERVER.PING.HEALTHZ", { replies });
  const claims = new Set<string>();
  for (const { server, data } of jsz) {
    const prefix = server.domain === undefined ? "" : `${server.domain}:`;
    for (const { name: account, stream_detail: streams = [] } of (data as Jsz).account_details ?? []) {
      const leaderless = streams.filter(({ cluster }) => cluster && !cluster.leader);
      for (const { name } of leaderless) claims.add(`${prefix}${account}/${name}`);
    }
  }
  const unhealthy = health.filter(({ data }) => (data as { status?: string }).status !== "ok").length;
  return { claims, unhealthy, servers: replies };
}
