/** What a server calls a peer that it has not heard since its own start (jetstream_cluster.go: clusterInfo). */
const PLACEHOLDER = /^Server name unknown at this time \(peerID: (.+)\)$/;

/** Names of peers as others told them, by Raft peer id, which is made of the name alone: it means the same everywhere. */
const names = new Map<string, string>();
const MOST_NAMES = 10_000;

/**
 * The name of a peer. One that was down when the server that tells of it started has none in its words: it is the one
 * that others gave to the same id, where any did.
 */
export function peerName(told: string, id: string | null): string {
  const unnamed = PLACEHOLDER.exec(told)?.[1];
  if (unnamed !== undefined) return names.get(unnamed) ?? told;
  if (id === null || names.get(id) === told) return told;
  names.set(id, told);
  if (names.size > MOST_NAMES) names.delete(names.keys().next().value ?? "");
  return told;
}
