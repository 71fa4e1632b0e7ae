import type { Instant } from "./pulse.ts";

export function readClock(): Instant {
  return { monotonic: performance.now(), wall: Date.now() };
}
