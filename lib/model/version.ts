import { compareNames } from "./words.ts";

/**
 * Server versions as NATS servers print them: `2.12.15`, `2.14.0-RC.3`, `2.15.0-dev`.
 * A version never tells the API level (a patch release has raised it): levels are read, versions only compared.
 */
export interface Version {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
  /** `RC.3`, `dev`, …; null for a release. */
  readonly preRelease: string | null;
}

/** A system has few, which are compared for each part of a configuration that is judged. */
const parsed = new Map<string, Version | null>();
const MOST_PARSED = 1_000;
/** What is longer is no version that anybody runs, and is not kept. */
const LONGEST_KEPT = 100;

/** Parses a server version; null where the text is none, so that an unknown version stays unknown. */
export function parseVersion(text: string): Version | null {
  const known = parsed.get(text);
  if (known !== undefined) return known;
  const version = versionIn(text);
  if (text.length > LONGEST_KEPT) return version;
  if (parsed.size >= MOST_PARSED) parsed.clear();
  parsed.set(text, version);
  return version;
}

function versionIn(text: string): Version | null {
  const match = /^v?(\d+)\.(\d+)\.(\d+)(?:-([0-9A-Za-z.-]+))?(?:\+.*)?$/.exec(text.trim());
  if (!match) return null;
  const [, major, minor, patch, preRelease] = match;
  return { major: Number(major), minor: Number(minor), patch: Number(patch), preRelease: preRelease ?? null };
}

/** Orders versions, oldest first; a pre-release is older than its release; what is no version sorts first. */
export function compareVersions(a: string, b: string): number {
  const left = parseVersion(a);
  const right = parseVersion(b);
  if (!left || !right) return Number(left !== null) - Number(right !== null);
  return (
    left.major - right.major ||
    left.minor - right.minor ||
    left.patch - right.patch ||
    comparePreReleases(left.preRelease, right.preRelease)
  );
}

function comparePreReleases(a: string | null, b: string | null): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return compareNames(a, b);
}

/**
 * Whether a server keeps an asset that it cannot run offline instead of running it wrongly:
 * since 2.11.9 on the 2.11 branch and 2.12.0. An unreadable version counts as new, as unknown versions are.
 */
export function hasOfflineMode(version: string): boolean {
  if (!parseVersion(version)) return true;
  return compareVersions(version, "2.11.9") >= 0;
}
