import type { JsonObject } from "../model/json.ts";
import type { ConsumerReport, StreamReport } from "../model/report.ts";
import type { Fields } from "./fields.ts";
import { SharedPlacements } from "./placements.ts";

/** Of the server that answers, not of the asset (jetstream_versioning.go: setDynamicStreamMetadata). */
const ANSWERERS_METADATA = ["_nats.ver", "_nats.level"];

/**
 * A stream of JSZ (monitor.go: StreamDetail) or of the JetStream API (stream.go: StreamInfo), which names it in its
 * config. The consumers of JSZ are for the caller to add: there may be very many.
 */
export function decodeStream(account: string, stream: Fields, placements = new SharedPlacements()): StreamReport {
  const config = readConfig(stream);
  const state = stream.optionalFields("state");
  return {
    account,
    name: stream.optionalString("name") ?? stream.fields("config").string("name"),
    createdAt: stream.time("created"),
    config,
    requiredLevel: requiredLevel(config),
    state: state && {
      messages: state.count("messages"),
      bytes: state.count("bytes"),
      lastSequence: state.count("last_seq"),
      consumers: state.optionalNumber("consumer_count"),
    },
    placement: placements.of(stream.optionalFields("cluster")),
    consumers: [],
  };
}

/** A consumer of JSZ or of the JetStream API (consumer.go: ConsumerInfo). */
export function decodeConsumer(consumer: Fields, placements = new SharedPlacements()): ConsumerReport {
  const config = readConfig(consumer);
  return {
    name: consumer.string("name"),
    createdAt: consumer.time("created"),
    config,
    requiredLevel: requiredLevel(config),
    placement: placements.of(consumer.optionalFields("cluster")),
  };
}

/** The config without what the answering server adds of itself, so that the same config is equal wherever it came from. */
function readConfig(asset: Fields): JsonObject | null {
  const config = asset.json("config");
  const metadata = metadataOf(config);
  if (!metadata || !ANSWERERS_METADATA.some((key) => Object.hasOwn(metadata, key))) return config;
  const own = Object.entries(metadata).filter(([key]) => !ANSWERERS_METADATA.includes(key));
  return { ...config, metadata: Object.fromEntries(own) };
}

/** `_nats.req.level`: 0 for assets made before 2.11, which have none; null without a config or where it is no number. */
function requiredLevel(config: JsonObject | null): number | null {
  if (!config) return null;
  const metadata = metadataOf(config);
  if (!metadata || !Object.hasOwn(metadata, "_nats.req.level")) return 0;
  const text = metadata["_nats.req.level"];
  return typeof text === "string" && /^\d+$/.test(text) ? Number(text) : null;
}

function metadataOf(config: JsonObject | null): JsonObject | null {
  const metadata = config?.metadata;
  return typeof metadata === "object" && metadata !== null && !Array.isArray(metadata) ? metadata : null;
}
