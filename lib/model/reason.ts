import { newValueNamed, storyOf } from "./config-fields.ts";

export const REASON_KINDS = [
  "api-level",
  "config-field",
  "unsupported-consumer",
  "stream-offline",
  "decode-error",
  "stopped",
  "host-down",
  "no-quorum",
  "no-meta-leader",
  "host-behind-meta",
  "jetstream-disabled",
  "catching-up",
  "not-observed",
  "no-answer",
  "unknown",
] as const;

export type ReasonKind = (typeof REASON_KINDS)[number];

/** Why an asset, or a replica of it, does not run. */
export interface Reason {
  kind: ReasonKind;
  /** `no-quorum`: why the replicas that are missing do not run, where it is one cause; the details are that cause's. */
  cause?: ReasonKind;
  /** The servers' own words, verbatim; null where they said nothing. */
  raw: string | null;
  /** A sentence for people. */
  text: string;
  /** True where Plimsoll concluded it; false where the servers said it. */
  inferred: boolean;
  /** `api-level`: what the asset needs and what the server has. */
  requiredLevel?: number;
  currentLevel?: number;
  /** `config-field`, `decode-error`: the field, or the value ("ack_policy: flow_control"), that the server does not know. */
  field?: string;
  /** The oldest release that can run the asset, where a different release is the cure. */
  release?: string;
  /** `unsupported-consumer`: the consumer that stopped its stream. */
  consumer?: string;
  /** Names of the servers it is about. */
  servers?: string[];
}

type Details = Omit<Reason, "raw" | "inferred" | "servers">;

/**
 * The reason families of nats-server, newest sources first: server/jetstream_cluster.go
 * newUnsupportedStreamAssignment and newUnsupportedConsumerAssignment, server/jetstream.go (standalone).
 * API errors put `stream is offline: ` or `consumer is offline: ` before them.
 */
const FAMILIES: { pattern: RegExp; read: (match: string[]) => Details }[] = [
  {
    pattern: /^unsupported - required API level: (\d+), current API level: (\d+)$/,
    read: ([, required = "", current = ""]) => ({
      kind: "api-level",
      text: `It needs API level ${required}; its server runs level ${current}.`,
      requiredLevel: Number(required),
      currentLevel: Number(current),
    }),
  },
  {
    pattern: /^unsupported - config error: (?:json: )?unknown field "(.*)"$/s,
    read: ([, field = ""]) => unknownField("config-field", field),
  },
  {
    pattern: /^unsupported - config error: (.*can not unmarshal "\\"(.*)\\"")$/s,
    read: ([, error = "", value = ""]) => unknownValue("config-field", value, error),
  },
  {
    pattern: /^unsupported - config error: (.*)$/s,
    read: ([, error = ""]) => ({ kind: "config-field", text: `Its server cannot read its configuration: ${error}.` }),
  },
  {
    pattern: /^stopped - unsupported consumer "(.*)"$/s,
    read: ([, consumer = ""]) => ({
      kind: "unsupported-consumer",
      text: `Its server cannot run the consumer "${consumer}" and stopped the whole stream to protect it.`,
      consumer,
    }),
  },
  {
    pattern: /^decoding error: (?:json: )?unknown field "(.*)"$/s,
    read: ([, field = ""]) => unknownField("decode-error", field),
  },
  {
    pattern: /^decoding error: (.*can not unmarshal "\\"(.*)\\"")$/s,
    read: ([, error = "", value = ""]) => unknownValue("decode-error", value, error),
  },
  {
    pattern: /^decoding error: (.*)$/s,
    read: ([, error = ""]) => ({ kind: "decode-error", text: `Its server cannot decode its configuration: ${error}.` }),
  },
  {
    pattern: /^stopped(?: - (.*))?$/s,
    read: ([, error]) => ({
      kind: "stopped",
      text: error ? `Its server stopped it: ${error}.` : "Its server stopped it.",
    }),
  },
];

function unknownField(kind: ReasonKind, field: string): Details {
  return {
    kind,
    text: `Its configuration has the field "${field}", which its server does not know: ${storyOf(field)}.`,
    field,
  };
}

/** A known field with a value newer than it: the server cannot decode the whole. */
function unknownValue(kind: ReasonKind, value: string, error: string): Details {
  const known = newValueNamed(value);
  if (!known) return { kind, text: `Its server cannot read its configuration: ${error}.` };
  const { name, since } = known;
  return {
    kind,
    text: `Its configuration has ${name}, a value that its server does not know: it came with nats-server ${since.version}.`,
    field: name,
  };
}

/**
 * Reads a server's words about an offline asset. The words stay in `raw`, verbatim;
 * words of no known family are kept as `unknown`, for servers newer than this table.
 */
export function parseReason(raw: string, servers: string[] = []): Reason {
  const words = raw.replace(/^(?:stream|consumer) is offline: /, "");
  const about = servers.length > 0 ? { servers } : {};
  for (const { pattern, read } of FAMILIES) {
    const match = pattern.exec(words);
    if (match) return { ...read(match), raw, inferred: false, ...about };
  }
  return { kind: "unknown", raw, text: `Its server says: ${words}`, inferred: false, ...about };
}

/** A reason that Plimsoll concluded. `raw` carries a server's words that support it, where there are any. */
export function inferReason(kind: ReasonKind, text: string, servers: string[] = [], raw: string | null = null): Reason {
  return { kind, raw, text, inferred: true, ...(servers.length > 0 && { servers }) };
}
