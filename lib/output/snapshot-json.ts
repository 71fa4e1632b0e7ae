import type { Board, Connection, Server } from "../model/board.ts";
import { byUrgency, type Finding } from "../model/finding.ts";
import type { Published } from "../model/store.ts";
import { isoTime } from "./iso-time.ts";

/** `GET …/snapshot`: one context without its assets, at `now`, ms. Names are stable; times are ISO 8601, UTC. */
export function snapshotJson({ revision, observedAt, board }: Published, now: number) {
  const { head } = board;
  return {
    revision,
    observedAt: isoTime(observedAt),
    now: isoTime(now),
    context: head.context,
    source: sourceJson(head.source),
    status: head.status,
    startedAt: isoTime(head.startedAt),
    pollIntervalMs: head.pollInterval,
    connection: connectionJson(head.connection),
    coverage: head.coverage,
    counts: { ...head.counts, troubled: head.troubled },
    servers: Object.values(board.servers)
      .sort(byPlace)
      .map((server) => serverJson(server, observedAt)),
    findings: Object.values(board.findings).sort(byUrgency).map(findingJson),
  };
}

export function sourceJson(source: Board["head"]["source"]) {
  return source.kind === "live" ? source : { ...source, recordedAt: isoTime(source.recordedAt) };
}

export function connectionJson(connection: Connection) {
  return { ...connection, since: isoTime(connection.since) };
}

function serverJson(server: Server, observedAt: number | null) {
  const lastSeenAt = server.state === "answering" ? observedAt : server.lastSeenAt;
  return { ...server, lastSeenAt: isoTime(lastSeenAt), startedAt: isoTime(server.startedAt) };
}

function findingJson(finding: Finding) {
  return { ...finding, since: isoTime(finding.since) };
}

function byPlace(a: Server, b: Server): number {
  return (
    compare(a.domain ?? "", b.domain ?? "") ||
    compare(a.cluster ?? "", b.cluster ?? "") ||
    compare(a.name, b.name) ||
    compare(a.id, b.id)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
