import type { PeerReport, PlacementReport } from "../model/report.ts";
import type { Fields } from "./fields.ts";
import { peerName } from "./peer-names.ts";

const NS_PER_SECOND = 1_000_000_000;

/** A Raft peer (stream.go: PeerInfo). */
export function decodePeer(peer: Fields): PeerReport {
  const activeNs = peer.optionalNumber("active");
  return {
    name: peerName(peer.string("name")),
    peer: peer.optionalString("peer"),
    current: peer.flag("current"),
    offline: peer.flag("offline"),
    heardSecondsAgo: activeNs === null ? null : Math.floor(activeNs / NS_PER_SECOND),
  };
}

/**
 * Decodes the Raft groups of assets (stream.go: ClusterInfo). Most assets of a server are on the same few others, which
 * say the same of them: equal placements become one object, as they would else be half of what is kept of an asset.
 */
export class SharedPlacements {
  readonly #current = new Map<string, PeerReport>();
  readonly #behind = new Map<string, PeerReport>();
  /** By leader and last peer; of several, the latest is kept. */
  readonly #placements = new Map<string | null, Map<PeerReport | undefined, PlacementReport>>();

  /**
   * A standalone server says that it leads every stream, the offline ones too, in a cluster without a name: that is no
   * placement. One that opens leaf connections gives the cluster its own name (server.go: leafNoCluster): that this is no
   * placement either is for the judging code to know.
   */
  of(group: Fields | null): PlacementReport | null {
    const cluster = group?.optionalString("name") ?? null;
    if (!group || cluster === null) return null;
    const leader = group.optionalString("leader");
    const peers = group.list("replicas", (peer) => this.#shared(decodePeer(peer)));
    return this.#known(cluster, leader, peers);
  }

  #shared(peer: PeerReport): PeerReport {
    const known = peer.current ? this.#current : this.#behind;
    const last = known.get(peer.name);
    if (last && isEqual(last, peer)) return last;
    known.set(peer.name, peer);
    return peer;
  }

  #known(cluster: string, leader: string | null, peers: PeerReport[]): PlacementReport {
    const byPeer = this.#placements.get(leader) ?? new Map<PeerReport | undefined, PlacementReport>();
    const known = byPeer.get(peers.at(-1));
    const isKnown = known?.cluster === cluster && known.peers.length === peers.length;
    if (isKnown && peers.every((peer, at) => peer === known.peers[at])) return known;
    const placement = { cluster, leader, peers };
    this.#placements.set(leader, byPeer.set(peers.at(-1), placement));
    return placement;
  }
}

function isEqual(one: PeerReport, other: PeerReport): boolean {
  return one.peer === other.peer && one.offline === other.offline && one.heardSecondsAgo === other.heardSecondsAgo;
}
