import { unknownFieldsOf } from "./config-fields.ts";
import type { ObservedServer } from "./observation.ts";
import { inferReason, type Reason } from "./reason.ts";
import type { Demand } from "./required.ts";
import { releaseOf } from "./topology.ts";
import { hasOfflineMode } from "./version.ts";

/** Why a server takes an asset offline, concluded from what the asset needs; null where nothing is known against it. */
export function obstacleOn(server: ObservedServer, { kind, config, requiredLevel }: Demand): Reason | null {
  const { name, version } = server.identity;
  if (!hasOfflineMode(version)) return null;
  // Servers read the configuration before the level (jetstream_cluster.go: decodeStreamAssignment).
  const release = releaseOf(server);
  const unknown = unknownFieldsOf(kind, config, release).find((part) => part.isSet && !part.isValue);
  if (unknown) {
    const text = `Its configuration has ${unknown.name}, which nats-server ${version} on ${name} does not know.`;
    return { ...inferReason("config-field", text, [name]), field: unknown.name };
  }
  const { level } = release;
  if (requiredLevel === null || level === null || level >= requiredLevel) return null;
  const text = `It needs API level ${requiredLevel}; ${name} runs level ${level}.`;
  return { ...inferReason("api-level", text, [name]), requiredLevel, currentLevel: level };
}

/**
 * A standalone server skips a consumer whose configuration it cannot decode, and answers that there is none
 * (jetstream.go: EnableJetStream). The value of a known field that the server does not know; null where there is none.
 */
export function undecodableOn(server: ObservedServer, { kind, config }: Demand): Reason | null {
  const { name, version } = server.identity;
  const value = unknownFieldsOf(kind, config, releaseOf(server)).find((part) => part.isSet && part.isValue);
  if (!value) return null;
  const text = `nats-server ${version} on ${name} cannot decode ${value.name} and passes over it.`;
  return { ...inferReason("decode-error", text, [name]), field: value.name };
}

/** A consumer that a server cannot run stops its whole stream there (jetstream_cluster.go: processConsumerAssignment). */
export function consumerObstacleOn(server: ObservedServer, consumers: ReadonlyMap<string, Demand>): Reason | null {
  for (const [consumer, needs] of consumers) {
    const obstacle = obstacleOn(server, needs);
    if (!obstacle) continue;
    const { name } = server.identity;
    const text = `${name} cannot run the consumer "${consumer}" and stopped the whole stream: ${obstacle.text}`;
    return { ...inferReason("unsupported-consumer", text, [name]), consumer };
  }
  return null;
}
