import { ASSET_STATES, type AssetKind } from "../model/asset.ts";
import { readCursor } from "../model/asset-cursor.ts";
import { REASON_KINDS } from "../model/reason.ts";
import { ASSET_SORTS, type AssetQuery } from "../model/store.ts";
import { type ParameterFault, parameterFaults } from "./parameters.ts";

const KINDS = ["stream", "consumer"] as const satisfies AssetKind[];
const PARAMETERS = ["kind", "state", "account", "reason", "level", "stream", "q", "sort", "cursor", "limit"];
const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 1000;

export type AssetQueryResult = { ok: true; query: AssetQuery } | { ok: false; faults: ParameterFault[] };

/** Reads the query of `GET …/assets`; `state` may be a comma list. All faults come at once, each with its parameter. */
export function readAssetQuery(parameters: URLSearchParams): AssetQueryResult {
  const faults = parameterFaults(parameters, PARAMETERS);
  const query: AssetQuery = { limit: DEFAULT_LIMIT };
  const text = (name: string): string | null => parameters.get(name) || null;
  const oneOf = <T extends string>(name: string, value: string, values: readonly T[]): T | undefined => {
    const found = values.find((each) => each === value);
    if (found === undefined) faults.push({ name, error: `is not one of ${values.join(", ")}` });
    return found;
  };
  const number = (name: string, least: number, most: number): number | undefined => {
    const value = text(name);
    if (value === null) return undefined;
    const parsed = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
    if (parsed >= least && parsed <= most) return parsed;
    faults.push({ name, error: `is not a number from ${least} to ${most}` });
    return undefined;
  };

  const kind = text("kind");
  const kindFound = kind === null ? undefined : oneOf("kind", kind, KINDS);
  if (kindFound) query.kind = kindFound;
  const states = text("state")?.split(",");
  const statesFound = states?.flatMap((state) => oneOf("state", state, ASSET_STATES) ?? []);
  if (statesFound) query.states = statesFound;
  const reason = text("reason");
  const reasonFound = reason === null ? undefined : oneOf("reason", reason, REASON_KINDS);
  if (reasonFound) query.reason = reasonFound;
  const account = text("account");
  if (account !== null) query.account = account;
  const stream = text("stream");
  if (stream !== null) query.stream = stream;
  // As JSON:API has it: "-since" is descending.
  const sort = text("sort");
  const sortFound = sort === null ? undefined : oneOf("sort", sort.replace(/^-/, ""), ASSET_SORTS);
  if (sortFound) query.sort = sortFound;
  if (sort?.startsWith("-")) query.isDescending = true;
  const part = text("q");
  if (part !== null) query.text = part;
  const cursor = text("cursor");
  if (cursor !== null) query.cursor = cursor;
  if (cursor !== null && (sort === null || sortFound) && !readCursor(cursor, query)) {
    faults.push({ name: "cursor", error: "is not a nextCursor of a query in this order" });
  }
  const level = number("level", 0, 1000);
  if (level !== undefined) query.requiredLevel = level;
  query.limit = number("limit", 1, MAX_LIMIT) ?? DEFAULT_LIMIT;
  return faults.length > 0 ? { ok: false, faults } : { ok: true, query };
}
