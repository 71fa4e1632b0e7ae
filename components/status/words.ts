import type { Link } from "#components/feed/pulse.ts";

export const UNREACHABLE = "Plimsoll cannot be reached; trying again.";

/** Why what is shown is only last known. */
export function whyStale(link: Link): string {
  return isLost(link) ? UNREACHABLE : "The servers have not answered since.";
}

/** Whether Plimsoll was tried and does not answer this screen. */
export function isLost(link: Link): boolean {
  return link === "retrying" || link === "login";
}
