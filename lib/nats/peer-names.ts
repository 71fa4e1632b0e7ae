/** What a server calls a peer that it has not heard since its own start (jetstream_cluster.go: clusterInfo). */
const UNNAMED = "Server name unknown at this time (peerID: ";

/** Names of members of meta groups, by Raft peer id, which is made of the name alone: it means the same everywhere. */
const names = new Map<string, string>();
const MOST_NAMES = 10_000;

/** Keeps the name that a meta leader tells of a member. */
export function notePeer({ name, peer }: { name: string; peer: string | null }): void {
  if (peer === null || name.startsWith(UNNAMED) || names.get(peer) === name) return;
  names.set(peer, name);
  if (names.size > MOST_NAMES) names.delete(names.keys().next().value ?? "");
}

/**
 * The name of a peer. A server has no name for a peer that was down when it started itself: then it is the one that a meta
 * leader gave to the same id, where any did.
 */
export function peerName(told: string): string {
  return told.startsWith(UNNAMED) ? (names.get(told.slice(UNNAMED.length, -1)) ?? told) : told;
}
