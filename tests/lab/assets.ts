import type { NatsConnection } from "nats.ws";
import { type ApiOptions, accepted, askApi, requestApi } from "./jetstream-api.ts";
import { until } from "./until.ts";
import { releases, type Version } from "./versions.ts";

/** Stream features by the level they require (nats-server: setStaticStreamMetadata). */
export const streamFeatures = {
  plain: { level: 0, config: {} },
  messageTtl: { level: 1, config: { allow_msg_ttl: true } },
  counter: { level: 2, config: { allow_msg_counter: true } },
  atomicBatch: { level: 2, config: { allow_atomic: true } },
  schedules: { level: 2, config: { allow_msg_schedules: true } },
  /** Refused by servers where there is more than one replica. */
  asyncPersist: { level: 2, config: { persist_mode: "async" } },
  fastBatch: { level: 4, config: { allow_batched: true } },
} as const satisfies Record<string, Feature>;

const farAhead = "2099-01-01T00:00:00Z";

/** Consumer features by the level they require (nats-server: setStaticConsumerMetadata). */
export const consumerFeatures = {
  plain: { level: 0, config: { ack_policy: "explicit" } },
  paused: { level: 1, config: { ack_policy: "explicit", pause_until: farAhead } },
  priority: {
    level: 1,
    config: { ack_policy: "explicit", priority_policy: "overflow", priority_groups: ["first"] },
  },
  flowControlAck: {
    level: 4,
    config: { ack_policy: "flow_control", deliver_subject: "deliver.flow", max_ack_pending: 100 },
  },
  /** Known from 2.14 on, yet of required level 0: older servers go offline over the unknown field. */
  sourcing: {
    level: 0,
    knownFrom: 4,
    config: { ack_policy: "none", deliver_subject: "deliver.sourcing", sourcing: true },
  },
} as const satisfies Record<string, Feature>;

interface Feature {
  /** The API level that the server notes as required. */
  level: number;
  /** The lowest level of a server that knows the field, where that is not `level`. */
  knownFrom?: number;
  config: object;
}

export type StreamFeature = keyof typeof streamFeatures;
export type ConsumerFeature = keyof typeof consumerFeatures;

/** The features of a table that a server of this version knows. */
export function featuresKnownTo<Name extends string>(version: Version, table: Record<Name, Feature>): Name[] {
  const level = releases[version].apiLevel ?? 0;
  const names = Object.keys(table) as Name[];
  return names.filter((name) => (table[name].knownFrom ?? table[name].level) <= level);
}

export interface StreamOptions extends ApiOptions {
  feature?: StreamFeature;
  /** 1 unless told. */
  replicas?: number;
  /** The name of the lab server that shall hold it, by its tag `server:<name>`. */
  on?: string;
  /** Other fields of the stream's configuration. */
  config?: object;
}

/** JSClusterNoPeersErrF: a meta leader takes a server that has just come for one that is offline, for a moment. */
const NO_PEERS = 10005;

/** Creates a stream that listens on `<name>.>`, once there are servers to place it on; throws the JetStreamApiError of a refusal. */
export async function createStream(
  client: NatsConnection,
  name: string,
  { feature = "plain", replicas = 1, on, config, ...options }: StreamOptions = {},
): Promise<Record<string, unknown>> {
  const whole = {
    name,
    subjects: [`${name}.>`],
    retention: "limits",
    storage: "file",
    num_replicas: replicas,
    ...(on && { placement: { tags: [`server:${on}`] } }),
    ...streamFeatures[feature].config,
    ...config,
  };
  const endpoint = `STREAM.CREATE.${name}`;
  const placed = async () => {
    const answer = await askApi(client, endpoint, whole, options);
    const { err_code: code } = (answer.error ?? {}) as { err_code?: number };
    return code !== NO_PEERS && answer;
  };
  return accepted(endpoint, await until(placed, { what: `servers to place ${name} on` }));
}

export interface ConsumerOptions extends ApiOptions {
  feature?: ConsumerFeature;
  /** 0, the stream's own, unless told. */
  replicas?: number;
  /** Other fields of the consumer's configuration. */
  config?: object;
}

/** Creates a durable consumer; throws the JetStreamApiError of a refusal. */
export async function createConsumer(
  client: NatsConnection,
  stream: string,
  name: string,
  { feature = "plain", replicas = 0, config, ...options }: ConsumerOptions = {},
): Promise<Record<string, unknown>> {
  const whole = { name, durable_name: name, num_replicas: replicas, ...consumerFeatures[feature].config, ...config };
  return requestApi(client, `CONSUMER.CREATE.${stream}.${name}`, { stream_name: stream, config: whole }, options);
}

/** Publishes `count` messages to a stream made by `createStream`, each confirmed. */
export async function publish(client: NatsConnection, stream: string, count: number): Promise<void> {
  for (let index = 0; index < count; index++) {
    const answer = await client.request(`${stream}.message`, JSON.stringify({ index }), { timeout: 10_000 });
    const { error } = answer.json<{ error?: { description: string } }>();
    if (error) throw new Error(`${stream} refused a message: ${error.description}`);
  }
}
