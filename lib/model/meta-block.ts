import type { Asset, AssetKind } from "./asset.ts";
import { partsOf, type ServerRelease, unknownFieldsOf } from "./config-fields.ts";
import type { JsonObject } from "./json.ts";
import type { Memory } from "./memory.ts";
import { type Domain, metaTroubleOf, releaseOf, type Topology } from "./topology.ts";

/**
 * A server that knows a field, but not the value in it, cannot decode the assignment in the meta log and applies no
 * more of that log: it falls behind the meta leader for good (server/jetstream_cluster.go
 * decodeConsumerAssignmentConfig returns the error; seen with `ack_policy: flow_control` on 2.12).
 * Gives, by the name of each server that is behind, a sentence that names a likely culprit.
 */
export function metaBlockers(domain: Domain, memory: Memory): Map<string, string> {
  const behind = domain.servers.filter((server) => server.isAnswering && metaTroubleOf(server) !== null);
  if (behind.length === 0 || !domain.metaLeader) return new Map();
  const suspects = [...suspectsIn(domain.name, memory)];
  return new Map(
    behind.flatMap((server): [string, string][] => {
      const release = releaseOf(server);
      for (const { kind, label, config } of suspects) {
        const value = undecodable(kind, config, release);
        if (value === null) continue;
        const text = `Likely because of the ${kind} ${label}: nats-server ${release.version} does not know ${value} and stops reading the meta log there.`;
        return [[server.identity.name, text]];
      }
      return [];
    }),
  );
}

function undecodable(kind: AssetKind, config: JsonObject, release: ServerRelease): string | null {
  const unknown = unknownFieldsOf(kind, config, release);
  const fields = new Set(unknown.filter((part) => !part.isValue).map(({ name }) => name));
  return unknown.find((part) => part.isValue && !fields.has(part.name.split(":")[0] ?? ""))?.name ?? null;
}

interface Suspect {
  kind: AssetKind;
  label: string;
  config: JsonObject;
}

/** The assets of a domain whose configuration has a value that is newer than its field. */
function* suspectsIn(domain: string | null, memory: Memory): Generator<Suspect> {
  for (const [key, streams] of memory.accounts) {
    const [home = "", account = ""] = key.split("\0");
    if (home !== (domain ?? "")) continue;
    for (const [stream, { stream: own, consumers }] of streams) {
      yield* suspect("stream", [account, stream], own.config);
      for (const [consumer, { config }] of consumers) yield* suspect("consumer", [account, stream, consumer], config);
    }
  }
}

function* suspect(kind: AssetKind, names: string[], config: JsonObject | null): Generator<Suspect> {
  if (config && partsOf(kind, config).some((part) => part.isValue)) yield { kind, label: names.join(" › "), config };
}

/** The assets, those that are down or degraded because their host is behind the meta leader with the likely culprit. */
export function blameBlockers(assets: Map<string, Asset>, topology: Topology, memory: Memory): Map<string, Asset> {
  const blockers = new Map([...topology.domains].map(([name, domain]) => [name, metaBlockers(domain, memory)]));
  if ([...blockers.values()].every((each) => each.size === 0)) return assets;
  const entries = [...assets].map(([id, asset]): [string, Asset] => {
    const { reason } = asset;
    const text = reason?.kind === "host-behind-meta" && blockers.get(asset.domain)?.get(reason.servers?.[0] ?? "");
    return [id, reason && text ? { ...asset, reason: { ...reason, text: `${reason.text} ${text}` } } : asset];
  });
  return new Map(entries);
}
