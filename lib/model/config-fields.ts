import type { AssetKind } from "./asset.ts";
import { FIELDS, LEVELS, LOST_FIELDS, NEW_VALUES, NEWEST_PROBED } from "./config-field-table.ts";
import type { Json, JsonObject } from "./json.ts";
import { compareVersions, parseVersion } from "./version.ts";

/** The first release that knows a field or value, and its API level (0 before 2.11, where none was reported). */
export interface KnownSince {
  version: string;
  level: number;
}

/** A server, as far as it decides which configuration it knows. */
export interface ServerRelease {
  version: string;
  /** Null where it is not known. */
  level: number | null;
}

/** A field of a configuration ("allow_msg_ttl", "placement.preferred"), or a value newer than its field ("ack_policy: flow_control"). */
export interface ConfigPart {
  name: string;
  /** Null where no release that was probed knows it: it is newer than the table. */
  since: KnownSince | null;
  /** Whether it differs from what a server without it does: `false`, `0` and the like ask for nothing. */
  isSet: boolean;
  /** Whether it is a value newer than its field: a server that knows only the field fails to decode the whole. */
  isValue: boolean;
}

type Table = Record<AssetKind, Record<string, string>>;

const fields: Table = FIELDS;
const values: Table = NEW_VALUES;
const lost: Table = LOST_FIELDS;

/** The first release that knows a field (`placement.preferred`) or value (`ack_policy: flow_control`); null for what none of the probed releases knows. */
export function firstKnownBy(kind: AssetKind, name: string): KnownSince | null {
  const version = own(values[kind], name) ?? own(fields[kind], name);
  return version === null ? null : knownSince(version);
}

/**
 * The same for a name as servers tell it (`unknown field "preferred"`), without the object that holds it and without
 * saying of what kind of asset: of several it is the newest, as an older one would have been known.
 */
export function firstKnownByName(name: string): KnownSince | null {
  const versions = [fields.stream, fields.consumer].flatMap((table) =>
    Object.entries(table).flatMap(([path, version]) => (path === name || path.endsWith(`.${name}`) ? [version] : [])),
  );
  const newest = versions.sort(compareVersions).at(-1);
  return newest === undefined ? null : knownSince(newest);
}

/** A value that is newer than its field, by the value as servers tell it ("flow_control"); null where none is of that name. */
export function newValueNamed(value: string): { name: string; since: KnownSince } | null {
  for (const [name, version] of [...Object.entries(values.stream), ...Object.entries(values.consumer)]) {
    if (name.endsWith(`: ${value}`)) return { name, since: knownSince(version) };
  }
  return null;
}

/** The first release without a field that older ones knew, by the bare name; null for all others. */
export function lostSince(name: string): string | null {
  return own(lost.stream, name) ?? own(lost.consumer, name);
}

/** Since when there is a field, for a sentence about a server that does not know it. Names are bare, as servers tell them. */
export function storyOf(field: string): string {
  const since = firstKnownByName(field);
  if (!since) return `it is newer than nats-server ${NEWEST_PROBED}`;
  const lost = lostSince(field);
  return lost ? `nats-server ${lost} took it out` : `it came with nats-server ${since.version}`;
}

/**
 * Whether a server knows a field or value ("ack_policy: flow_control") by its name as servers tell it; of what is newer
 * than the table nobody can say that it does.
 */
export function isKnownByName(name: string, server: ServerRelease): boolean {
  const since = newValueNamed(name.split(": ")[1] ?? "")?.since ?? firstKnownByName(name);
  const gone = lostSince(name);
  if (since === null || (gone !== null && compareVersions(server.version, gone) >= 0)) return false;
  return isSince(since, server);
}

/**
 * The parts of a configuration that a server does not know. Decided by its version; by its level where the version is
 * a pre-release or unreadable. What is newer than the table counts as known to servers newer than it.
 */
export function unknownFieldsOf(kind: AssetKind, config: JsonObject | null, server: ServerRelease): ConfigPart[] {
  const unknown = partsOf(kind, config).filter((part) => !isKnownTo(kind, part, server));
  // An unknown field speaks for all that it holds.
  return unknown.filter(({ name }) => !unknown.some((other) => name.startsWith(`${other.name}.`)));
}

/** All fields of a configuration, and those values that are newer than their field. */
export function partsOf(kind: AssetKind, config: JsonObject | null): ConfigPart[] {
  return config ? walk(kind, config, "") : [];
}

function walk(kind: AssetKind, object: JsonObject, prefix: string): ConfigPart[] {
  return Object.entries(object).flatMap(([key, value]) => {
    const name = `${prefix}${key}`;
    const part = { name, since: firstKnownBy(kind, name), isSet: isSet(value), isValue: false };
    const named = `${name}: ${typeof value === "string" ? value : ""}`;
    const since = own(values[kind], named);
    const newer = since === null ? [] : [{ ...part, name: named, since: knownSince(since), isValue: true }];
    // What an unknown field holds is as unknown as the field itself.
    const inner = part.since === null ? [] : objectsIn(value).flatMap((each) => walk(kind, each, `${name}.`));
    return [part, ...newer, ...(key === "metadata" ? [] : inner)];
  });
}

function objectsIn(value: Json): JsonObject[] {
  if (Array.isArray(value)) return value.flatMap(objectsIn);
  return typeof value === "object" && value !== null ? [value] : [];
}

/** Enumerations leave their first value out; `none` and `default` are such. */
const EMPTY: Json[] = [null, false, 0, "", "none", "default"];

function isSet(value: Json): boolean {
  if (typeof value === "object" && value !== null) return Object.values(value).some(isSet);
  return !EMPTY.includes(value);
}

function isKnownTo(kind: AssetKind, { name, since }: ConfigPart, server: ServerRelease): boolean {
  const { version } = server;
  const gone = own(lost[kind], name);
  if (gone !== null && compareVersions(version, gone) >= 0) return false;
  if (since === null) return parseVersion(version) === null || compareVersions(version, NEWEST_PROBED) > 0;
  return isSince(since, server);
}

function isSince(since: KnownSince, { version, level }: ServerRelease): boolean {
  if (parseVersion(version)?.preRelease === null) return compareVersions(version, since.version) >= 0;
  return level === null || level >= since.level;
}

function knownSince(version: string): KnownSince {
  const reached = Object.entries(LEVELS).filter(([first]) => compareVersions(first, version) <= 0);
  return { version, level: Math.max(0, ...reached.map(([, level]) => level)) };
}

/** Names come from NATS and may be `constructor`: only own keys count. */
function own(table: Record<string, string>, name: string): string | null {
  return Object.hasOwn(table, name) ? (table[name] ?? null) : null;
}
