import { ask } from "./ask.ts";

/** With the half minute after which the slowest pages hear of a new build it is 5 min, ms. */
const SPREAD = 4.5 * 60_000;
const RECHECK = 10_000;
const HOUR = 3_600_000;

/**
 * Whether Plimsoll serves pages: a reload while it is down would leave the browser's own error page on the wall, and one
 * while a gateway wants the viewer to sign in its login.
 */
async function isServed(): Promise<boolean> {
  try {
    return (await ask("/healthz")).ok;
  } catch {
    return false;
  }
}

/** Reloads after a wait, once Plimsoll answers. Returns its undo. */
export function reloadWhenServed(wait: number, before: () => void = () => {}): () => void {
  let timer = setTimeout(attempt, wait);
  async function attempt(): Promise<void> {
    if (await isServed()) {
      before();
      location.reload();
    } else timer = setTimeout(attempt, RECHECK);
  }
  return () => clearTimeout(timer);
}

let isReloadDue = false;

/**
 * Reloads pinned pages for a new build, spread so that walls do not come at once, and once an hour for a build. Nothing
 * calls it off: who heard of the build, as a feed in a rotation, may be closed long before.
 */
export function seeBuild(own: string, buildId: string): void {
  if (buildId === own || isReloadDue || hasReloadedFor(buildId)) return;
  isReloadDue = true;
  reloadWhenServed(Math.random() * SPREAD, () => remember(buildId));
}

const SEEN = "plimsoll.build";

/**
 * Whether this tab has reloaded for a build already, within the last hour: a cache in between may serve the old page for
 * long; but a build that was taken back may also come again.
 */
function hasReloadedFor(buildId: string): boolean {
  try {
    const [known, at] = (sessionStorage.getItem(SEEN) ?? "").split(" ");
    return known === buildId && Date.now() - Number(at) < HOUR;
  } catch {
    return false;
  }
}

function remember(buildId: string): void {
  try {
    sessionStorage.setItem(SEEN, `${buildId} ${Date.now()}`);
  } catch {
    // Without storage a page may reload once more, at most every few minutes.
  }
}

const GUARD = "plimsoll.reloads";

/** The wait before a broken page reloads, ms: grows with each reload in the last hour, so that it cannot spin. */
export function guardedWait(now: number): number {
  const recent = readReloads().filter((at) => now - at < HOUR);
  try {
    sessionStorage.setItem(GUARD, JSON.stringify([...recent, now].slice(-20)));
  } catch {
    // Storage may be denied; the longest wait is the guard then.
    return 300_000;
  }
  return Math.min(300_000, 5_000 * 2 ** recent.length);
}

function readReloads(): number[] {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(GUARD) ?? "[]");
    return Array.isArray(stored) ? stored.filter((at) => typeof at === "number") : [];
  } catch {
    return [];
  }
}
