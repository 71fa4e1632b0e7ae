import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { NatsConnection } from "nats.ws";
import { compareVersions } from "#lib/model/version.ts";
import { users } from "./client.ts";
import { consumerFields, consumerValues, listFields, streamFields, streamValues } from "./config-field-names.ts";
import { installMissing } from "./install.ts";
import { askApi } from "./jetstream-api.ts";
import { standalone } from "./topologies.ts";
import type { Version } from "./versions.ts";

/** The first release of every API level, and the newest of each branch: what both know did not change in between. */
const probed = [
  ...["2.10.0", "2.10.27", "2.11.0", "2.11.17", "2.12.0", "2.12.4", "2.12.5", "2.12.15"],
  ...["2.14.0", "2.14.9", "2.15.0", "2.15.2"],
];

const table = join(import.meta.dirname, "..", "..", "lib", "model", "config-field-table.ts");

const INVALID_JSON = 10025;

type Kind = "stream" | "consumer";

/**
 * What the server of a connection says to one configuration: whether it could decode it. The names do not match, so
 * nothing is ever created.
 */
export async function canDecode(client: NatsConnection, kind: Kind, config: object): Promise<boolean> {
  return (await refusalOf(client, kind, config)) === null;
}

/** Whether the server knows a field: one that does is offended by a list of booleans in it, which no field takes. */
export async function knowsField(client: NatsConnection, kind: Kind, field: string): Promise<boolean> {
  const refusal = await refusalOf(client, kind, configWith(field.split("."), [true]));
  return refusal !== null && !refusal.includes("unknown field");
}

/** The server's words where it cannot decode the configuration. */
async function refusalOf(client: NatsConnection, kind: Kind, config: object): Promise<string | null> {
  const answer = await (kind === "stream"
    ? askApi(client, "STREAM.CREATE.PROBE", { name: "OTHER", ...config })
    : askApi(client, "CONSUMER.CREATE.PROBE.probe", { stream_name: "OTHER", config }));
  const error = answer.error as { err_code: number; description: string } | undefined;
  if (!error) throw new Error(`a server accepted ${JSON.stringify(config)}, which no server should`);
  return error.err_code === INVALID_JSON ? error.description : null;
}

function configWith([field = "", ...rest]: string[], value: unknown): Record<string, unknown> {
  if (rest.length === 0) return { [field]: value };
  const inner = configWith(rest, value);
  return { [field]: listFields.includes(field) ? [inner] : inner };
}

interface Knowledge {
  version: string;
  level: number;
  /** "allow_msg_ttl", and of values "persist_mode: async". */
  known: Record<Kind, Set<string>>;
}

const questions = {
  stream: { fields: streamFields, values: streamValues },
  consumer: { fields: consumerFields, values: consumerValues },
};
const kinds = ["stream", "consumer"] as const;

async function probe(version: string): Promise<Knowledge> {
  // Strict servers (2.11+) name the unknown field; older ones pass over it and find the names that do not match.
  const jetstream = compareVersions(version, "2.11.0") < 0 ? {} : { strict: true };
  // The lab names the releases that its tests run; the first ones of a level are started here only.
  await using system = await standalone(version as Version, { settings: () => ({ jetstream }) });
  await using client = await system.openClient(users.app);
  const { api } = await askApi(client, "INFO");
  const { level = 0 } = api as { level?: number };
  const known = { stream: new Set<string>(), consumer: new Set<string>() };
  for (const kind of kinds) {
    const { fields, values } = questions[kind];
    for (const field of fields) if (await knowsField(client, kind, field)) known[kind].add(field);
    for (const [field, names] of Object.entries(values)) {
      // A server that is not strict passes over a field that it does not know, whatever its value.
      if (!known[kind].has(field)) continue;
      for (const name of names) {
        if (await canDecode(client, kind, { [field]: name })) known[kind].add(`${field}: ${name}`);
      }
    }
  }
  return { version, level, known };
}

/** The first release that knows each name; what no release of the list knows is an error in the list. */
function firstKnown(releases: Knowledge[], kind: Kind, names: string[]): [name: string, version: string][] {
  return names.map((name) => {
    const first = releases.find(({ known }) => known[kind].has(name));
    if (!first) throw new Error(`no server knows the ${kind} field ${name}`);
    return [name, first.version];
  });
}

/** The values that are newer than their field. */
function newerValues(releases: Knowledge[], kind: Kind): [name: string, version: string][] {
  const { fields, values } = questions[kind];
  const first = new Map(firstKnown(releases, kind, fields));
  const names = Object.entries(values).flatMap(([field, each]) => each.map((value) => `${field}: ${value}`));
  return firstKnown(releases, kind, names).filter(([name, version]) => first.get(name.split(":")[0] ?? "") !== version);
}

/** Names that a later release lost again, with the first release without them. */
function lost(releases: Knowledge[], kind: Kind): [name: string, version: string][] {
  return questions[kind].fields.flatMap((name): [string, string][] => {
    const from = releases.findIndex(({ known }) => known[kind].has(name));
    const gone = releases.slice(from).find(({ known }) => !known[kind].has(name));
    return gone ? [[name, gone.version]] : [];
  });
}

function tableText(releases: Knowledge[]): string {
  const levels = releases.filter(({ level }, index) => level !== releases[index - 1]?.level);
  const both = (pick: (kind: Kind) => [string, string][]) =>
    Object.fromEntries(kinds.map((kind) => [kind, Object.fromEntries(pick(kind))]));
  const parts = {
    NEWEST_PROBED: releases.at(-1)?.version,
    LEVELS: Object.fromEntries(levels.map(({ version, level }) => [version, level])),
    FIELDS: both((kind) => firstKnown(releases, kind, questions[kind].fields)),
    NEW_VALUES: both((kind) => newerValues(releases, kind)),
    LOST_FIELDS: both((kind) => lost(releases, kind)),
  };
  const header = [
    `Written by tests/lab/probe-config-fields.ts; do not edit. What nats-server ${releases.map(({ version }) => version).join(", ")}`,
    "answered when asked for each field: the first release that knows it. LEVELS: the first release of each API level.",
  ];
  const lines = Object.entries(parts).map(
    ([name, value]) => `export const ${name} = ${JSON.stringify(value)} as const;`,
  );
  return [...header.map((line) => `// ${line}`), ...lines, ""].join("\n");
}

if (import.meta.main) {
  await installMissing(probed, console.log);
  const releases: Knowledge[] = [];
  for (const version of probed) {
    releases.push(await probe(version));
    console.log(
      `${version}: ${releases.at(-1)?.known.stream.size} of streams, ${releases.at(-1)?.known.consumer.size} of consumers`,
    );
  }
  writeFileSync(table, tableText(releases));
  console.log(`${table}: written; format it with biome`);
}
