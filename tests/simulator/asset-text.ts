import { shapes } from "./fixture-shapes.ts";
import { hash } from "./hash.ts";
import { consumerName, leaderOf, type SimServer, type SimStream } from "./population.ts";
import { textTemplate } from "./text-template.ts";

/** How an asset is told of: in JSZ, or in an INFO answer, which adds a few fields. */
interface Telling {
  seed: number;
  /** The server that tells; of an INFO answer the leader. */
  teller: SimServer;
  /** Whether the answering server's own metadata is in the config, as in INFO. */
  asInfo: boolean;
  /** Without its config and consumers, as JSZ gives it where they are not asked for. */
  isShort?: boolean;
}

const DOWN_FOR_NS = 3_600_000_000_000;

type Value = "name" | "created" | "cluster" | "config" | "messages" | "last" | "first" | "consumers" | "details";
const streamOf = (shape: object, own: object) =>
  textTemplate<Value>({
    ...shape,
    ...own,
    created: "§created§",
    cluster: "§cluster§",
    state: {
      ...(shapes.stream.state as object),
      messages: "§messages§",
      bytes: "§messages§",
      last_seq: "§messages§",
      first_ts: "§first§",
      last_ts: "§last§",
      consumer_count: "§consumers§",
    },
  });
const { config: _, consumer_detail: __, ...short } = shapes.stream;
const writeStreamShort = streamOf(short, { name: "§name§" });
const writeStream = streamOf(shapes.stream, { name: "§name§", config: "§config§", consumer_detail: "§details§" });
const writeStreamInfo = streamOf(shapes.streamInfo, { config: "§config§" });

const writeConfig = textTemplate<"name" | "subject" | "replicas" | "metadata">({
  ...(shapes.stream.config as object),
  name: "§name§",
  subjects: ["§subject§"],
  num_replicas: "§replicas§",
  metadata: "§metadata§",
});

const consumerOf = (shape: object) =>
  textTemplate<"stream" | "name" | "created" | "cluster" | "seq" | "pending" | "metadata">({
    ...shape,
    stream_name: "§stream§",
    name: "§name§",
    created: "§created§",
    config: { ...(shapes.consumer.config as object), durable_name: "§name§", name: "§name§", metadata: "§metadata§" },
    delivered: { consumer_seq: "§seq§", stream_seq: "§seq§" },
    ack_floor: { consumer_seq: "§seq§", stream_seq: "§seq§" },
    num_pending: "§pending§",
    cluster: "§cluster§",
  });
const writeConsumer = consumerOf(shapes.consumer);
const writeConsumerInfo = consumerOf(shapes.consumerInfo);

/** A stream with its consumers in JSZ, or alone in STREAM.INFO. */
export function streamText(stream: SimStream, telling: Telling): string {
  const { seed, teller, asInfo, isShort } = telling;
  const consumers = asInfo || isShort ? [] : Array.from({ length: stream.consumers }, (_, index) => index);
  const count = String(hash(seed, 20, stream.index) % 1_000_000);
  return (asInfo ? writeStreamInfo : isShort ? writeStreamShort : writeStream)({
    name: quoted(stream.name),
    created: timeText(seed, 21, stream.index),
    cluster: clusterText("S", stream, 0, telling),
    config: writeConfig({
      name: quoted(stream.name),
      subject: quoted(`${stream.name}.>`),
      replicas: String(stream.hosts.length),
      metadata: metadataText(teller, asInfo),
    }),
    messages: count,
    first: timeText(seed, 22, stream.index),
    last: timeText(seed, 23, stream.index),
    consumers: String(stream.consumers),
    details: `[${consumers.map((consumer) => consumerText(stream, consumer, telling)).join(",")}]`,
  });
}

export function consumerText(stream: SimStream, consumer: number, telling: Telling): string {
  const { seed, teller, asInfo } = telling;
  return (asInfo ? writeConsumerInfo : writeConsumer)({
    stream: quoted(stream.name),
    name: quoted(consumerName(consumer)),
    created: timeText(seed, 30, stream.index, consumer),
    cluster: clusterText("C", stream, consumer, telling),
    seq: String(hash(seed, 31, stream.index, consumer) % 1_000_000),
    pending: String(hash(seed, 32, stream.index, consumer) % 1_000),
    metadata: metadataText(teller, asInfo),
  });
}

/** Only the leader knows how its peers are; the others say of themselves and the leader that they are current. */
function clusterText(kind: "S" | "C", stream: SimStream, consumer: number, { seed, teller }: Telling): string {
  const leader = leaderOf(stream, consumer);
  const base = `{"name":"${teller.cluster}"${leader ? `,"leader":"${leader.name}"` : ""}`;
  if (stream.hosts.length === 1) return `${base}}`;
  const group = `${kind}-R3F-${hash(seed, 40, stream.index, consumer).toString(36).padStart(8, "x")}`;
  const salt = hash(stream.index, consumer, teller.index);
  const peers = stream.hosts.filter((host) => host !== teller).map((host) => peerText(host, leader, teller, salt));
  return `${base},"raft_group":"${group}","system_account":true,"traffic_account":"SYS","replicas":[${peers.join(",")}]}`;
}

function peerText(host: SimServer, leader: SimServer | null, teller: SimServer, salt: number): string {
  const isDown = host.state === "down";
  const isKnown = teller === leader || host === leader;
  const active = isDown ? DOWN_FOR_NS : isKnown ? hash(salt, host.index) % 1_000_000_000 : 0;
  const state = `"current":${isKnown && !isDown}${isDown ? ',"offline":true' : ""}`;
  return `{"name":"${host.name}",${state},"active":${active},"peer":"${host.peer}"}`;
}

const METADATA = '{"_nats.req.level":"0"}';

function metadataText({ release }: SimServer, asInfo: boolean): string {
  if (!asInfo) return METADATA;
  return `{"_nats.level":"${release.level}","_nats.req.level":"0","_nats.ver":"${release.version}"}`;
}

function timeText(...parts: number[]): string {
  const at = hash(...parts);
  const two = (value: number) => String(value).padStart(2, "0");
  const day = `2026-${two(1 + (at % 9))}-${two(1 + ((at >>> 4) % 28))}`;
  const time = `${two((at >>> 9) % 24)}:${two((at >>> 14) % 60)}:${two((at >>> 20) % 60)}`;
  return `"${day}T${time}.${String(hash(at) % 1_000_000_000).padStart(9, "0")}Z"`;
}

function quoted(text: string): string {
  return `"${text}"`;
}
