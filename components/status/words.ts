import type { Link } from "#components/feed/pulse.ts";
import { durationText } from "#components/ui/time.ts";

/** What is shown is so old, ms. */
export function lastKnownText(age: number): string {
  return `Last known, ${durationText(age)} old.`;
}

export const UNREACHABLE = "Plimsoll cannot be reached; trying again.";

/** Why what is shown is only last known. */
export function whyStale(link: Link): string {
  return isLost(link) ? UNREACHABLE : "The servers have not answered since.";
}

/** Whether Plimsoll was tried and does not answer this screen. */
export function isLost(link: Link): boolean {
  return link === "retrying" || link === "login";
}
