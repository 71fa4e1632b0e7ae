import type { HealthReport, JszReport, PeerReport, ServerIdentity, StatszReport, VarzReport } from "../model/report.ts";
import type { Fields } from "./fields.ts";

/** The `server` block of a `$SYS` reply (nats-server, events.go: ServerInfo). */
export function decodeIdentity(server: Fields): ServerIdentity {
  return {
    id: server.string("id"),
    name: server.string("name"),
    version: server.string("ver"),
    cluster: server.optionalString("cluster"),
    domain: server.optionalString("domain"),
    jetstream: server.flag("jetstream"),
    tags: server.strings("tags"),
    time: server.time("time"),
  };
}

/** VARZ (monitor.go: Varz). */
export function decodeVarz(server: ServerIdentity, data: Fields): VarzReport {
  const jetstream = data.optionalFields("jetstream");
  const stats = jetstream?.optionalFields("stats") ?? null;
  const level = readLevel(stats);
  return {
    server,
    apiLevel: stats && (level ?? 0),
    levelReported: level !== null,
    startedAt: data.time("start"),
    connections: data.optionalNumber("connections"),
    cpu: data.optionalNumber("cpu"),
    memory: data.optionalNumber("mem"),
    slowConsumers: data.optionalNumber("slow_consumers"),
    haAssets: stats?.optionalNumber("ha_assets") ?? null,
    strict: jetstream?.optionalFields("config")?.flag("strict") ?? null,
    configLoadedAt: data.time("config_load_time"),
    configDigest: data.optionalString("config_digest"),
    featureFlags: data.has("feature_flags") ? data.map("feature_flags", (flags, name) => flags.boolean(name)) : null,
    certificateEndsAt: data.time("tls_cert_not_after"),
  };
}

/** JSZ without details (monitor.go: JSInfo). */
export function decodeJsz(server: ServerIdentity, data: Fields): JszReport {
  const disabled = data.flag("disabled");
  const meta = data.optionalFields("meta_cluster");
  return {
    server,
    disabled,
    apiLevel: disabled ? null : (readLevel(data) ?? 0),
    accounts: data.optionalNumber("accounts"),
    streams: data.optionalNumber("streams"),
    consumers: data.optionalNumber("consumers"),
    messages: data.optionalNumber("messages"),
    bytes: data.optionalNumber("bytes"),
    apiErrors: data.optionalFields("api")?.optionalNumber("errors") ?? null,
    meta: meta && {
      leader: meta.optionalString("leader"),
      leaderPeer: meta.optionalString("peer"),
      size: meta.optionalNumber("cluster_size"),
      pending: meta.optionalNumber("pending"),
      peers: meta.list("replicas", decodePeer),
    },
  };
}

/** HEALTHZ (monitor.go: HealthStatus); asked with details it has a list of errors in place of one. */
export function decodeHealth(server: ServerIdentity, data: Fields): HealthReport {
  const status = data.string("status");
  const errors = data.list("errors", (error) => error.string("error"));
  const error = data.optionalString("error") ?? (errors.length > 0 ? errors.join("; ") : null);
  return { server, status, error, statusCode: data.optionalNumber("status_code") ?? (status === "ok" ? 200 : 503) };
}

/** STATSZ (events.go: ServerStats). */
export function decodeStatsz(server: ServerIdentity, statsz: Fields): StatszReport {
  const stats = statsz.optionalFields("jetstream")?.optionalFields("stats") ?? null;
  return {
    server,
    activeServers: statsz.optionalNumber("active_servers"),
    apiLevel: stats && (readLevel(stats) ?? 0),
  };
}

/** A Raft peer (stream.go: PeerInfo). */
export function decodePeer(peer: Fields): PeerReport {
  return {
    name: peer.string("name"),
    peer: peer.optionalString("peer"),
    current: peer.flag("current"),
    offline: peer.flag("offline"),
    activeNs: peer.optionalNumber("active"),
    lag: peer.optionalNumber("lag"),
  };
}

/** `api.level`, since 2.11; older servers have `api` without it. */
function readLevel(stats: Fields | null): number | null {
  return stats?.optionalFields("api")?.optionalNumber("level") ?? null;
}
