import { type Asset, type AssetState, pathOf } from "../model/asset.ts";
import { type Board, type TimelineEvent, wasObserved } from "../model/board.ts";
import { SEVERITIES } from "../model/finding.ts";
import { isNamed, placeOf } from "./server-place.ts";

/** Events kept. */
export const MOST_EVENTS = 500;

export interface Timeline {
  add(events: TimelineEvent[]): void;
  /** Newest first. */
  events(): TimelineEvent[];
  clear(): void;
}

export function createTimeline(): Timeline {
  let events: TimelineEvent[] = [];
  return {
    add(added) {
      if (added.length > 0) events = [...added.toReversed(), ...events].slice(0, MOST_EVENTS);
    },
    events: () => events,
    clear: () => {
      events = [];
    },
  };
}

/** What happened between two boards, in words. */
export function eventsBetween(from: Board, to: Board, at: number): TimelineEvent[] {
  return [...serverEvents(from, to, at), ...findingEvents(from, to, at), ...viewEvents(from, to, at)];
}

function serverEvents(from: Board, to: Board, at: number): TimelineEvent[] {
  // One that answered both before and after its restart in one round stays for one more. Without a name it may be a
  // different server.
  const predecessors = new Map(
    Object.values(from.servers)
      .filter((server) => isNamed(server) || !Object.hasOwn(to.servers, server.id))
      .map((server) => [placeOf(server), server]),
  );
  return Object.values(to.servers).flatMap((server): TimelineEvent[] => {
    const old = from.servers[server.id] ?? predecessors.get(placeOf(server));
    const subject = server.name;
    if (!old) {
      const text = `${server.name} appeared with ${server.version || "an unknown version"}`;
      return wasObserved(from) ? [{ at, kind: "server", subject, text, severity: "info" }] : [];
    }
    const events: TimelineEvent[] = [];
    if (old.state !== server.state) {
      const isSilent = server.state === "silent";
      const text = isSilent ? `${server.name} does not answer` : `${server.name} answers again`;
      events.push({ at, kind: "server", subject, text, severity: isSilent ? "warning" : "ok" });
    }
    if (old.version !== server.version && old.version !== "") {
      const text = `${server.name} went from ${old.version} to ${server.version}`;
      events.push({ at, kind: "version", subject, text, severity: "info" });
    } else if (old.id !== server.id && server.state === "answering") {
      events.push({ at, kind: "restart", subject, text: `${server.name} restarted`, severity: "info" });
    }
    if (old.apiLevel !== server.apiLevel && old.apiLevel !== null && server.apiLevel !== null) {
      const text = `${server.name} went from API level ${old.apiLevel} to ${server.apiLevel}`;
      events.push({ at, kind: "level", subject, text, severity: "info" });
    }
    if (server.metaLeader && !old.metaLeader) {
      events.push({ at, kind: "leader", subject, text: `${server.name} became meta leader`, severity: "info" });
    }
    return events;
  });
}

function findingEvents(from: Board, to: Board, at: number): TimelineEvent[] {
  // What began as a warning and may pass can become critical under the same key.
  const raised = Object.values(to.findings).filter(({ key, severity }) => {
    const old = Object.hasOwn(from.findings, key) ? from.findings[key] : undefined;
    return !old || SEVERITIES.indexOf(severity) < SEVERITIES.indexOf(old.severity);
  });
  const cleared = Object.values(from.findings).filter((finding) => !Object.hasOwn(to.findings, finding.key));
  return [
    ...raised.map(
      ({ title, code, severity }): TimelineEvent => ({ at, kind: "finding", subject: code, text: title, severity }),
    ),
    ...cleared.map(
      ({ title, code }): TimelineEvent => ({
        at,
        kind: "finding",
        subject: code,
        text: `Over: ${title}`,
        severity: "ok",
      }),
    ),
  ];
}

function viewEvents(from: Board, to: Board, at: number): TimelineEvent[] {
  const { state, server, url } = to.head.connection;
  if (from.head.connection.state === state && from.head.connection.server === server) return [];
  const isConnected = state === "connected";
  const text = isConnected
    ? `Connected to ${server ?? url}`
    : `Lost the connection to ${from.head.connection.server ?? url}`;
  if (!isConnected && from.head.connection.state !== "connected") return [];
  return [{ at, kind: "view", subject: "Plimsoll", text, severity: isConnected ? "ok" : "warning" }];
}

const SEVERITY: { [state in AssetState]: TimelineEvent["severity"] } = {
  offline: "critical",
  unavailable: "critical",
  degraded: "warning",
  settling: "info",
  unobserved: "warning",
  online: "ok",
};

/** A change of one asset's state, for the timeline. */
export function assetEvent(asset: Asset, at: number): TimelineEvent {
  const name = pathOf(asset);
  const text = asset.reason ? `${name} is ${asset.state}: ${asset.reason.text}` : `${name} is ${asset.state}`;
  return { at, kind: "asset", subject: asset.id, text, severity: SEVERITY[asset.state] };
}
