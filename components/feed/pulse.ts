/**
 * How a screen hears from Plimsoll: `login` when a gateway in between asks the viewer to sign in again, `gone` when Plimsoll
 * answers but does not watch this system, `resting` while a hidden tab leaves its connection to others.
 */
export type Link = "connecting" | "open" | "retrying" | "login" | "gone" | "resting";

/** What a screen knows about the age of what it shows. */
export interface Pulse {
  link: Link;
  /** When the servers were last observed, Plimsoll's clock, ms since the epoch; null before the first answer. */
  observedAt: number | null;
  /** Plimsoll's clock at the last event that told it, ms since the epoch. */
  serverNow: number | null;
  /** This screen's clock when `serverNow` arrived. */
  heardAt: Instant;
}

/** Two clocks of one screen: the monotonic one halts while a laptop sleeps, the other may be set. */
export interface Instant {
  monotonic: number;
  wall: number;
}

/**
 * The later of both: a sleeping machine and a halted clock must read as old, never as fresh.
 * Only differences count, so that a client clock that is wrong by hours changes nothing.
 */
export function elapsed(from: Instant, to: Instant): number {
  return Math.max(0, to.monotonic - from.monotonic, to.wall - from.wall);
}

/** Plimsoll's clock as this screen reckons it, ms since the epoch. */
export function serverTime(pulse: Pulse, now: Instant): number | null {
  return pulse.serverNow === null ? null : pulse.serverNow + elapsed(pulse.heardAt, now);
}

/** How long ago the servers were observed, ms; null where they never were. */
export function ageOf(pulse: Pulse, now: Instant): number | null {
  const time = serverTime(pulse, now);
  return time === null || pulse.observedAt === null ? null : Math.max(0, time - pulse.observedAt);
}

/** Two polls were due and did not come: one and a half intervals late leaves room for a slow answer. */
export function isStale(age: number | null, pollInterval: number): boolean {
  return age !== null && age > pollInterval * 2.5;
}
