import type { Cost } from "../model/board.ts";
import type { Meter } from "./metered.ts";

const MINUTE_MS = 60_000;
/** A figure that differs by less from the one shown says nothing new. */
const WORTH_SHOWING = 0.2;

/** A meter for the wires of a system: what asking costs it. */
export interface CostMeter extends Meter {
  /** Of the last whole minute; null in the first. It stays the same object until there is something new to say. */
  cost(): Cost | null;
}

/** `now` in ms, of a clock that is not set. */
export function createCostMeter(now: () => number): CostMeter {
  let begunAt = now();
  let sum = { requests: 0, bytes: 0 };
  let shown: Cost | null = null;

  return {
    asked() {
      sum.requests += 1;
    },
    received(bytes) {
      sum.bytes += bytes;
    },
    cost() {
      const took = now() - begunAt;
      if (took < MINUTE_MS) return shown;
      const seconds = took / 1_000;
      const measured: Cost = { requests: rounded(sum.requests / seconds), bytes: rounded(sum.bytes / seconds) };
      if (!shown || isOther(shown.requests, measured.requests) || isOther(shown.bytes, measured.bytes))
        shown = measured;
      begunAt = now();
      sum = { requests: 0, bytes: 0 };
      return shown;
    },
  };
}

function isOther(known: number, measured: number): boolean {
  return Math.abs(measured - known) > known * WORTH_SHOWING;
}

/** To two significant figures: with more, the number would change every minute. */
function rounded(value: number): number {
  return Number(value.toPrecision(2));
}
