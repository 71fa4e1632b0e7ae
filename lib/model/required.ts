import { firstReleaseOf } from "./api-level.ts";
import type { AssetKind } from "./asset.ts";
import {
  type ConfigPart,
  firstKnownBy,
  firstKnownByName,
  partsOf,
  type ServerRelease,
  unknownFieldsOf,
} from "./config-fields.ts";
import type { JsonObject } from "./json.ts";
import type { Reason } from "./reason.ts";
import { compareVersions, hasOfflineMode } from "./version.ts";

/** What decides which servers can run an asset. */
export interface Demand {
  kind: AssetKind;
  /** As last known; null where it was never seen. */
  config: JsonObject | null;
  /** `_nats.req.level`; null where it is not known. */
  requiredLevel: number | null;
}

/**
 * The same with the field or value for which a server refuses the asset, in its own words: the last known configuration
 * may be from before an update, or of an earlier asset of that name.
 */
export function withRefused(known: Demand, reason: Reason | null): Demand {
  if (!reason?.field || reason.inferred) return known;
  const [name = "", value] = reason.field.split(": ");
  // The words name it without the object that holds it, or it is the stream's where a consumer is down with it.
  const isElsewhere = firstKnownBy(known.kind, name) === null && firstKnownByName(name) !== null;
  if (isElsewhere) return known;
  return { ...known, config: { ...known.config, [name]: value ?? known.config?.[name] ?? true } };
}

/** What an asset needs: by the level noted in its metadata and by the fields of its configuration. */
export interface Required {
  level: number;
  /** The oldest release that can run it; null where nobody knows, as it is newer than the tables. */
  version: string | null;
  /** The field or value that needs more than the noted level, such as "sourcing"; null where the level says it all. */
  because: string | null;
}

/** The level and release that an asset needs; null where neither its level nor its configuration is known. */
export function requiredOf({ kind, config, requiredLevel }: Demand): Required | null {
  if (requiredLevel === null && config === null) return null;
  const noted = requiredLevel ?? 0;
  const notedRelease = noted === 0 ? OLDEST : firstReleaseOf(noted);
  const newest = partsOf(kind, config)
    .filter((part) => part.isSet)
    .sort(byAge)
    .at(-1);
  if (!newest) return { level: noted, version: notedRelease, because: null };
  if (newest.since === null) return { level: noted, version: null, because: newest.name };
  const { version, level } = newest.since;
  const isFieldNewer = level > noted || (notedRelease !== null && compareVersions(version, notedRelease) > 0);
  return {
    level: Math.max(noted, level),
    version: isFieldNewer ? version : notedRelease,
    because: isFieldNewer ? newest.name : null,
  };
}

/** The oldest release that was probed: what it knows, all releases know. */
const OLDEST = "2.10.0";

/** Oldest first, what is newer than the table last, and a value after the field that holds it. */
function byAge(a: ConfigPart, b: ConfigPart): number {
  if (a.since === null || b.since === null) return Number(a.since === null) - Number(b.since === null);
  return compareVersions(a.since.version, b.since.version);
}

/** What a server lacks to run an asset. */
export interface Lack {
  /** Whether the server's level is below the noted one. */
  level: boolean;
  /** Fields and values that it does not know. */
  parts: ConfigPart[];
}

/** What a server lacks to run an asset as it is meant; null where it lacks nothing. */
export function lackOf(demand: Demand, server: ServerRelease): Lack | null {
  const level = demand.requiredLevel !== null && demand.requiredLevel > (server.level ?? 0);
  // Servers with an offline mode decode strictly: they refuse a field that they do not know, even where it asks for nothing.
  const isStrict = hasOfflineMode(server.version);
  const parts = unknownFieldsOf(demand.kind, demand.config, server).filter((part) => part.isSet || isStrict);
  return level || parts.length > 0 ? { level, parts } : null;
}

/** The same in a clause: "runs level 3, it needs 4", "does not know the field sourcing"; null where it can run it. */
export function whyNot(demand: Demand, server: ServerRelease): string | null {
  const lack = lackOf(demand, server);
  if (!lack) return null;
  const { level, parts } = lack;
  const [first, ...more] = parts;
  const unknown =
    first &&
    `does not know the ${first.isValue ? "value" : "field"} ${first.name}${more.length > 0 ? ` and ${more.length} more` : ""}`;
  const below = level && `runs level ${server.level ?? "not known"}, it needs ${demand.requiredLevel}`;
  return [below, unknown].filter(Boolean).join(", and ");
}
