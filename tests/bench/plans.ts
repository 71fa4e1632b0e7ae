import type { PresetName } from "../simulator/presets.ts";
import type { FanOutOptions } from "./fan-out.ts";
import type { FreshnessOptions } from "./freshness.ts";
import type { SizeOptions } from "./measure-size.ts";
import type { PageOptions } from "./page.ts";
import type { RealOptions } from "./real-system.ts";
import type { SlopeOptions } from "./slope.ts";

/** How long and how large each part is. */
export interface Plan {
  freshness: { [size in PresetName]?: FreshnessOptions };
  sizes: { [size in PresetName]?: SizeOptions };
  real: Omit<RealOptions, "pace">;
  screens: FanOutOptions;
  slope: SlopeOptions;
  page: PageOptions;
  /** Whether at all: it takes minutes, and may have to be fetched first. */
  lighthouse: boolean;
}

/** Until a board must have all assets, ms. */
const DEADLINE = 300_000;

export const FULL: Plan = {
  // The first look at a large system spends what its details may cost for a while: what comes right after it is unusual.
  // Of fewer than a hundred changes, the 99th percentile is the slowest one.
  freshness: {
    small: { pollInterval: 2_000, rest: 0, seconds: { versions: 160, streams: 160, hurried: 60 }, deadline: DEADLINE },
    large: { pollInterval: 2_000, rest: 20, seconds: { versions: 100, streams: 120, hurried: 60 }, deadline: DEADLINE },
    huge: { pollInterval: 2_000, rest: 30, seconds: { versions: 60, streams: 160, hurried: 80 }, deadline: DEADLINE },
  },
  sizes: {
    small: { rounds: 10, rest: 5, seconds: 20, deadline: DEADLINE },
    medium: { rounds: 10, rest: 5, seconds: 20, deadline: DEADLINE },
    // What comes round in turn does so from 200 s after the first look on, and then within as long.
    large: { rounds: 5, rest: 210, seconds: 200, deadline: DEADLINE },
    huge: { rounds: 2, rest: 210, seconds: 120, deadline: DEADLINE },
  },
  real: { streams: 2_000, turns: 4, rest: 5, seconds: 20 },
  screens: { screens: [1, 100, 500], pollInterval: 2_000, rest: 65, seconds: 15 },
  // V8 compiles what each poll calls once at poll 18,000 to 26,000 only; malloc keeps the 2 to 4 MB that it takes for that.
  slope: { pollInterval: 20, warmUp: 30_000, polls: 10_000 },
  page: { rounds: 5, churn: 10, tables: [1_000, 100_000] },
  lighthouse: true,
};

/** Only whether it runs: all at once, in half a minute. */
export const SHORT: Plan = {
  freshness: {
    small: { pollInterval: 500, rest: 0, seconds: { versions: 1, streams: 1, hurried: 1 }, deadline: 30_000 },
  },
  sizes: {
    tiny: { rounds: 1, rest: 0, seconds: 2, deadline: 30_000 },
    small: { rounds: 1, rest: 0, seconds: 2, deadline: 30_000 },
  },
  real: { streams: 20, turns: 1, rest: 0, seconds: 2 },
  screens: { screens: [1, 20], pollInterval: 500, rest: 0, seconds: 1.5 },
  slope: { pollInterval: 500, warmUp: 4, polls: 16 },
  page: { rounds: 1, churn: 1, tables: [100, 1_000] },
  lighthouse: false,
};
