import { type Asset, FOUND_STATES } from "./asset.ts";
import type { Board } from "./board.ts";
import { type Finding, SEVERITIES, type Severity } from "./finding.ts";

/** Somebody knows about a finding and does not want to hear of it for a while. */
export interface Mute {
  /** The finding's. */
  key: string;
  reason: string;
  /** ms since the epoch, Plimsoll's clock. */
  mutedAt: number;
  until: number;
  /** How grave it was and how much it affected when it was muted: a mute does not cover what comes on top. */
  severity: Severity;
  subjectCount: number;
}

/** Mutes a finding as it is now, for `duration` ms. */
export function muteOf(
  { key, severity, subjectCount }: Finding,
  { reason, now, duration }: { reason: string; now: number; duration: number },
): Mute {
  return { key, reason, mutedAt: now, until: now + duration, severity, subjectCount };
}

/** Whether a finding is graver, or affects more, than when it was muted. */
export function isWorse({ severity, subjectCount }: Mute, finding: Finding): boolean {
  return SEVERITIES.indexOf(finding.severity) < SEVERITIES.indexOf(severity) || finding.subjectCount > subjectCount;
}

/**
 * The mutes that go on: not at their end, and their finding no worse. One whose finding is gone waits for its end,
 * so that a finding that comes and goes stays muted.
 */
export function holding(mutes: Mute[], findings: { [key: string]: Finding }, now: number): Mute[] {
  return mutes.filter((mute) => {
    const finding = Object.hasOwn(findings, mute.key) ? findings[mute.key] : undefined;
    return now < mute.until && !(finding && isWorse(mute, finding));
  });
}

/** A board without muted findings and without the assets that only these name. */
export function withoutMuted(board: Board, muted: ReadonlyMap<string, unknown>): Board {
  if (muted.size === 0) return board;
  const all = Object.values(board.findings);
  const loud = all.filter(({ key }) => !muted.has(key));
  const quiet = all.filter(({ key }) => muted.has(key));
  if (quiet.length === 0) return board;
  const named = subjectIds(loud);
  const hushed = subjectIds(quiet);
  // Subjects are bounded: where some are left out, one that nobody names belongs to the muted as likely as not.
  const isCut = quiet.some(({ subjects, subjectCount }) => subjectCount > subjects.length);
  const isHushed = ({ id, state }: Asset) => hushed.has(id) || (isCut && FOUND_STATES.includes(state));
  const assets = Object.entries(board.assets).filter(([id, asset]) => named.has(id) || !isHushed(asset));
  return {
    ...board,
    findings: Object.fromEntries(loud.map((finding) => [finding.key, finding])),
    assets: Object.fromEntries(assets),
  };
}

function subjectIds(findings: Finding[]): Set<string> {
  return new Set(findings.flatMap(({ subjects }) => subjects.map(({ id }) => id)));
}

/** Mutes from storage, which anybody may have written to; null for what is not a list of mutes. */
export function readMutes(stored: unknown): Mute[] | null {
  return Array.isArray(stored) && stored.every(isMute) ? stored : null;
}

function isMute(value: unknown): value is Mute {
  if (typeof value !== "object" || value === null) return false;
  const { key, reason, mutedAt, until, severity, subjectCount }: { [name: string]: unknown } = { ...value };
  return (
    [key, reason].every((text) => typeof text === "string") &&
    [mutedAt, until, subjectCount].every(Number.isFinite) &&
    SEVERITIES.some((each) => each === severity)
  );
}
