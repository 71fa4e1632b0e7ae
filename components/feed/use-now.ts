"use client";

import { serverTime } from "./pulse.ts";
import { usePulse } from "./use-pulse.ts";

/** Plimsoll's clock in steps, ms since the epoch; redraws when a step has passed. Null where no server has told it yet. */
export function useNow(step: number): number | null {
  return usePulse((pulse, now) => {
    const time = serverTime(pulse, now);
    return time === null ? null : Math.floor(time / step) * step;
  });
}
