import { isLost, type Link } from "#components/feed/pulse.ts";
import { durationText } from "#components/ui/time.ts";

/** What is shown is so old, ms; null where it has no age. */
export function lastKnownText(age: number | null): string {
  return age === null ? "Last known." : `Last known, ${durationText(age)} old.`;
}

export const UNREACHABLE = "Plimsoll cannot be reached; trying again.";

/** Why what is shown is only last known. */
export function whyStale(link: Link): string {
  if (link === "resting") return "This tab was hidden, and left its connection to others.";
  return isLost(link) ? whyLost(link) : "The servers have not answered since.";
}

/** Why a screen hears nothing. */
export function whyLost(link: Link): string {
  return link === "gone" ? "Plimsoll does not watch this system any more." : UNREACHABLE;
}
