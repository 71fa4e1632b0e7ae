import type { ObservedServer } from "../model/observation.ts";
import { answerOf } from "../model/probe.ts";

/** With no more servers than this, a new meta leader is worth a look at all their details. */
const FEW_SERVERS = 10;

/** What, when it changes, makes a server's details worth asking for at once. */
export interface Fingerprint {
  /** How much it holds. */
  counts: string;
  rest: string;
}

/** Of a server among so many. */
export function fingerprintOf({ identity, varz, jsz, health }: ObservedServer, among: number): Fingerprint {
  const summary = answerOf(jsz);
  const meta = summary?.meta;
  const counts = JSON.stringify([summary?.accounts, summary?.streams, summary?.consumers]);
  const rest = JSON.stringify([
    answerOf(varz)?.apiLevel,
    summary?.apiLevel,
    identity.version,
    identity.jetstream,
    summary?.disabled,
    // In a large system, which other server leads is no reason to look at what this one holds.
    among <= FEW_SERVERS || meta?.leader === identity.name || !meta?.leader ? meta?.leader : "another",
    meta?.peers.map((peer) => [peer.name, peer.current, peer.offline]).sort(),
    answerOf(health)?.error,
  ]);
  return { counts, rest };
}
