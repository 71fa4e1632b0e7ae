import type { HealthReport, JszReport, MetaReport, ServerIdentity, StatszReport, VarzReport } from "../model/report.ts";
import type { Fields } from "./fields.ts";
import { notePeer } from "./peer-names.ts";
import { decodePeer } from "./placements.ts";

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
  const stats = data.optionalFields("jetstream")?.optionalFields("stats") ?? null;
  const level = readLevel(stats);
  return {
    server,
    apiLevel: stats && (level ?? 0),
    levelReported: level !== null,
    startedAt: data.time("start"),
    featureFlags: readFlags(data),
  };
}

/** JSZ without details (monitor.go: JSInfo). */
export function decodeJsz(server: ServerIdentity, data: Fields): JszReport {
  const disabled = data.flag("disabled");
  return {
    server,
    disabled,
    apiLevel: disabled ? null : (readLevel(data) ?? 0),
    accounts: data.optionalNumber("accounts"),
    streams: data.optionalNumber("streams"),
    consumers: data.optionalNumber("consumers"),
    meta: readMeta(data.optionalFields("meta_cluster"), server),
  };
}

/** HEALTHZ (monitor.go: HealthStatus); asked with details it has a list of errors in place of one. */
export function decodeHealth(server: ServerIdentity, data: Fields): HealthReport {
  const status = data.string("status");
  const errors = data.list("errors", (error) => error.string("error"));
  const error = data.optionalString("error") ?? (errors.length > 0 ? errors.join("; ") : null);
  return { server, error, statusCode: data.optionalNumber("status_code") ?? (status === "ok" ? 200 : 503) };
}

/** STATSZ (events.go: ServerStats, and ServerInfo for the feature flags). */
export function decodeStatsz(server: ServerIdentity, reply: Fields): StatszReport {
  const statsz = reply.fields("statsz");
  const jetstream = statsz.optionalFields("jetstream");
  const stats = jetstream?.optionalFields("stats") ?? null;
  const level = readLevel(stats);
  return {
    server,
    activeServers: statsz.optionalNumber("active_servers"),
    apiLevel: stats && (level ?? 0),
    levelReported: level !== null,
    startedAt: statsz.time("start"),
    haAssets: stats?.optionalNumber("ha_assets") ?? null,
    featureFlags: readFlags(reply.fields("server")),
    accounts: stats?.optionalNumber("accounts") ?? null,
    meta: readMeta(jetstream?.optionalFields("meta") ?? null, server),
  };
}

/** `api.level`, since 2.11; older servers have `api` without it. */
function readLevel(stats: Fields | null): number | null {
  return stats?.optionalFields("api")?.optionalNumber("level") ?? null;
}

function readFlags(fields: Fields): VarzReport["featureFlags"] {
  return fields.has("feature_flags") ? fields.map("feature_flags", (flags, name) => flags.boolean(name)) : null;
}

/**
 * Every member lists all others, but only the leader's list is used: in a large group decoding the rest would be most
 * of the work.
 */
function readMeta(meta: Fields | null, server: ServerIdentity): MetaReport | null {
  if (!meta) return null;
  const leader = meta.optionalString("leader");
  const snapshot = meta.optionalFields("snapshot");
  const isLeader = leader === null || leader === server.name;
  const peers = isLeader ? meta.list("replicas", decodePeer) : [];
  for (const peer of peers) notePeer(peer);
  return {
    leader,
    peers,
    log: snapshot && readLog(snapshot),
  };
}

function readLog(snapshot: Fields): string {
  const length = snapshot.optionalNumber("pending_entries");
  return [length, snapshot.optionalNumber("pending_size"), snapshot.optionalString("last_time")].join(" ");
}
