import { byMinute } from "./asset.ts";

export const FINDING_CODES = [
  "JS_STREAM_OFFLINE",
  "JS_CONSUMER_OFFLINE",
  "JS_ASSET_UNAVAILABLE",
  "JS_REPLICA_UNSUPPORTED",
  "JS_ASSET_DEGRADED",
  "JS_ASSET_UNPROTECTED",
  "JS_LEVEL_SKEW",
  "JS_VERSION_SKEW",
  "JS_META_NO_LEADER",
  "JS_META_LEADER_BEHIND",
  "JS_SERVER_SILENT",
  "JS_SERVER_UNHEALTHY",
  "JS_SERVER_HEALTH_UNKNOWN",
  "JS_FEATURE_FLAG_DIVERGENT",
  "JS_VIEW_PARTIAL",
  "JS_VIEW_STALE",
] as const;

/** Codes never change: alerts, mutes and docs hang on them. */
export type FindingCode = (typeof FINDING_CODES)[number];

export const SEVERITIES = ["critical", "warning", "info"] as const;
export type Severity = (typeof SEVERITIES)[number];

export interface FindingSubject {
  kind: "server" | "stream" | "consumer" | "account" | "domain";
  /** Server id, asset id, or the name. */
  id: string;
  label: string;
}

/** One thing that is wrong, with one cause, however many it affects. */
export interface Finding {
  /** Code and cause: stable while the finding lasts. */
  key: string;
  code: FindingCode;
  severity: Severity;
  /** What, in one line: "12 streams offline: n3 runs level 3". */
  title: string;
  /** Why, and how it is known. */
  detail: string;
  /** What to do. */
  remedy: string;
  /** Read-only commands that look closer. */
  commands: string[];
  /** ms since the epoch. */
  since: number;
  /** Bounded; `subjectCount` is the true number. */
  subjects: FindingSubject[];
  subjectCount: number;
}

/**
 * Worst first, then newest. What began within the same minute mostly has one cause: within it, assets that are affected
 * now come before what only threatens them, and more of them before fewer.
 */
export function byUrgency(a: Finding, b: Finding): number {
  return (
    SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
    byMinute(a.since, b.since) ||
    Number(isOfAssets(b)) - Number(isOfAssets(a)) ||
    b.subjectCount - a.subjectCount ||
    Number(a.key > b.key) - Number(a.key < b.key)
  );
}

/** Whether streams or consumers are its subjects. */
export function isOfAssets({ subjects }: Finding): boolean {
  return subjects.some(({ kind }) => kind === "stream" || kind === "consumer");
}
