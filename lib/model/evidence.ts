import { assetTroubleIn, reasonOfTrouble } from "./health-words.ts";
import type { ObservedServer } from "./observation.ts";
import type { Probe } from "./probe.ts";
import type { Reason } from "./reason.ts";
import type { ReplicaContext } from "./replicas.ts";
import type { AssetAnswer, StreamPlacementReport } from "./report.ts";
import { type AssetReport, hostsOf, type Sighting } from "./sighting.ts";
import { type Domain, serverNamed, serversById } from "./topology.ts";

/** All that one observation and memory hold about one asset. */
export interface Evidence<T extends AssetReport> {
  domain: Domain;
  sightings: Sighting<T>[];
  /** Whether a sighting proves that the asset is served. */
  isServed: (sighting: Sighting<T>) => boolean;
  /** Answers to INFO; null where it was not asked. */
  answers: Probe<AssetAnswer<T>[]> | null;
  /** Whether the account's JetStream API can be asked. */
  isObserved: boolean;
  /** HEALTHZ placement of the asset's stream; null where it was not asked. */
  placement: StreamPlacementReport | null;
  /** Hosts when it last ran, names. */
  rememberedHosts: readonly string[];
  /** Why a server cannot run it, by what is known of it; null where nothing speaks against it. */
  obstacleOn: (server: ObservedServer) => Reason | null;
}

/** When the last of these servers to fall silent did so, ms since the epoch; null where none is silent. */
export function lastHeard(servers: string[], domain: Domain): number | null {
  const heard = servers.flatMap((name) => serverNamed(domain, name)?.silentSince ?? []);
  return heard.length > 0 ? Math.max(...heard) : null;
}

/** What it takes to judge its replicas. */
export function contextOf<T extends AssetReport>({
  answers,
  domain,
  sightings,
  placement,
  obstacleOn,
}: Evidence<T>): ReplicaContext {
  const answered = answers?.ok ? answers.value : [];
  const offlineReasons = answered.flatMap((answer) =>
    answer.kind === "offline" && answer.reason !== null ? [answer.reason] : [],
  );
  const hasReplica = (server: ObservedServer): boolean | null =>
    server.detail?.ok ? sightings.some((sighting) => sighting.server === server) : null;
  const troubleOn = ({ identity }: ObservedServer): Reason | null => {
    const words = placement?.words.get(identity.id) ?? null;
    // Whatever else members say passes, or has its cause elsewhere.
    const isStopped = assetTroubleIn(words)?.kind === "write-error";
    return words !== null && isStopped ? reasonOfTrouble(words, "write-error", identity.name) : null;
  };
  return { domain, obstacleOn, troubleOn, offlineReasons: [...new Set(offlineReasons)], hasReplica };
}

/** What members that answer say of it in HEALTHZ, by name. */
export function wordsOf<T extends AssetReport>({ placement, domain }: Evidence<T>): Map<string, string> {
  const servers = serversById(domain);
  return new Map(
    [...(placement?.words ?? [])].flatMap(([id, words]): [string, string][] => {
      const server = servers.get(id)?.server;
      return server?.isAnswering ? [[server.identity.name, words]] : [];
    }),
  );
}

/** Servers with a replica assigned, names: by their own word, else by memory. */
export function knownHosts<T extends AssetReport>(evidence: Evidence<T>, found: T[]): string[] {
  const { sightings, placement, rememberedHosts, domain } = evidence;
  const servers = serversById(domain);
  const nameOf = (id: string): string | undefined => servers.get(id)?.server.identity.name;
  // Servers of other domains answer too: a stream of the same name there is a different one.
  const assigned = (placement?.assigned ?? []).flatMap((id) => nameOf(id) ?? []);
  const denied = new Set((placement?.unassigned ?? []).map(nameOf));
  const remembered = rememberedHosts.filter((host) => !denied.has(host));
  const named = found.flatMap((report) => report.placement?.peers.map((peer) => peer.name) ?? []);
  return [...new Set([...hostsOf(sightings), ...named, ...assigned, ...remembered])];
}
