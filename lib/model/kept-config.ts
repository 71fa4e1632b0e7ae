import type { AssetKind } from "./asset.ts";
import { type ServerRelease, unknownFieldsOf } from "./config-fields.ts";
import type { JsonObject } from "./json.ts";
import type { Remembered } from "./memory.ts";
import type { AssetReport } from "./sighting.ts";
import { type Domain, releaseOf } from "./topology.ts";
import type { Verdict } from "./verdict.ts";
import { compareVersions } from "./version.ts";

/** An asset's config as last reported, with what was known of the same asset before and the reporting server cannot tell. */
export function configOf<T extends AssetReport>(
  kind: AssetKind,
  { report, leader }: Verdict<T>,
  before: Remembered | undefined,
  domain: Domain,
): JsonObject | null {
  const known = before?.config ?? null;
  if (!report?.config || !known) return report?.config ?? known;
  const [reporter] = domain.servers
    // Without a leader any of them reported it; just after a restart a server is there twice, as it was and as it is.
    .filter((server) => leader === null || server.identity.name === leader)
    .sort((a, b) => compareVersions(a.identity.version, b.identity.version));
  const isSame = report.createdAt !== null && report.createdAt === before?.createdAt;
  return reporter && isSame ? keptConfig(kind, report.config, known, releaseOf(reporter)) : report.config;
}

/** A server leaves out the fields that it does not know: an asset has not lost them by moving to an older one. */
function keptConfig(kind: AssetKind, reported: JsonObject, known: JsonObject, reporter: ServerRelease): JsonObject {
  const hidden = unknownFieldsOf(kind, known, reporter).map(({ name }) => name);
  const kept = Object.entries(known).filter(([name]) => hidden.includes(name) && !Object.hasOwn(reported, name));
  return kept.length === 0 ? reported : { ...reported, ...Object.fromEntries(kept) };
}
