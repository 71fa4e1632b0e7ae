import type { HeartbeatMs } from "#lib/model/store.ts";

const HEARTBEAT: HeartbeatMs = 5_000;

/** Two of Plimsoll's signs of life were due and did not come, ms: it is not heard any more. */
export const SILENCE = 2 * HEARTBEAT;

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

/** How long ago the servers were observed, ms in whole seconds; null where they never were. */
export function ageOf(pulse: Pulse, now: Instant): number | null {
  const time = serverTime(pulse, now);
  if (time === null || pulse.observedAt === null) return null;
  return Math.floor(Math.max(0, time - pulse.observedAt) / 1_000) * 1_000;
}

/** Whether Plimsoll was tried and has nothing for this screen. */
export function isLost(link: Link): boolean {
  return link === "retrying" || link === "login" || link === "gone";
}

/** Two polls were due and did not come: one and a half intervals late leaves room for a slow answer. In ms. */
export function isLate(age: number, pollInterval: number): boolean {
  return age > pollInterval * 2.5;
}

/** Whether what is shown is only last known. Where no server was ever observed it is as current as Plimsoll's word. */
export function isStale(pulse: Pulse, now: Instant, pollInterval: number): boolean {
  if (pulse.link === "resting") return true;
  const age = ageOf(pulse, now);
  return age === null ? isLost(pulse.link) && elapsed(pulse.heardAt, now) > SILENCE : isLate(age, pollInterval);
}
