import { firstKnownByName, lostSince, NEWEST_PROBED } from "./config-fields.ts";

/** Since when there is a field, for a sentence about a server that does not know it. Names are bare, as servers tell them. */
export function storyOf(field: string): string {
  const since = firstKnownByName(field);
  if (!since) return `it is newer than nats-server ${NEWEST_PROBED}`;
  const lost = lostSince(field);
  return lost ? `nats-server ${lost} took it out` : `it came with nats-server ${since.version}`;
}
