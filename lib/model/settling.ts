import type { Asset, AssetState } from "./asset.ts";
import type { AssetCase } from "./cases.ts";
import type { AssetReport } from "./sighting.ts";
import type { Verdict } from "./verdict.ts";

/** Elections and restarts take seconds; an outage must be on the screen within 10 s of the last sign of life. */
const SETTLES_WITHIN_MS = 6_000;
/** A replica that catches up after a restart while its leader serves: nothing is down meanwhile. */
const CATCHES_UP_WITHIN_MS = 30_000;

export interface Settled {
  state: AssetState;
  since: number | null;
  troubledSince: number | null;
}

/** What the outcome depends on of the asset's last case. */
type LastCase = Pick<AssetCase, "troubledSince"> & { asset: Pick<Asset, "state" | "since"> };

/** Smooths a verdict over time: what may pass is `settling` for a bounded while, then what it is. */
export function settle<T extends AssetReport>(
  verdict: Verdict<T>,
  last: LastCase | undefined,
  hasBegun: boolean,
  now: number,
): Settled {
  const before = last?.asset;
  const begunAt = last?.troubledSince ?? verdict.silentSince ?? now;
  // A time yet to come means that the clock was set back: then it counts anew.
  const troubledSince = verdict.isTransient ? Math.min(begunAt, now) : null;
  const limit = verdict.reason?.kind === "catching-up" ? CATCHES_UP_WITHIN_MS : SETTLES_WITHIN_MS;
  const mayPass = troubledSince !== null && now - troubledSince < limit;
  const state = mayPass && !isNoBetter(verdict.state, before?.state) ? "settling" : verdict.state;
  return { state, since: sinceOf(state, before, hasBegun, now), troubledSince };
}

/** What was down or degraded for good does not become "settling" by changing its cause. */
function isNoBetter(state: AssetState, before: AssetState | undefined): boolean {
  if (before === "degraded") return state === "degraded";
  return state === "unavailable" && (before === "unavailable" || before === "offline");
}

/** States in which nothing serves the asset: moving between them does not restart the clock of the outage. */
const DOWN: AssetState[] = ["settling", "unavailable", "offline"];

function sinceOf(
  state: AssetState,
  before: LastCase["asset"] | undefined,
  hasBegun: boolean,
  now: number,
): number | null {
  if (!hasBegun) return null;
  if (!before) return now;
  const isSameTrouble = state === before.state || (DOWN.includes(state) && DOWN.includes(before.state));
  return isSameTrouble ? before.since : now;
}
