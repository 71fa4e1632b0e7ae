import type { AssetKind } from "./asset.ts";
import type { AssetCase } from "./cases.ts";
import { type ServerRelease, unknownFieldsOf } from "./config-fields.ts";
import type { JsonObject } from "./json.ts";
import type { AssetReport } from "./sighting.ts";
import { type Domain, releaseOf, serversNamed } from "./topology.ts";
import type { Verdict } from "./verdict.ts";
import { compareVersions } from "./version.ts";

/**
 * An asset's config as last reported, with what was known of the same asset before and the reporting server does not
 * know.
 */
export function configOf<T extends AssetReport>(
  kind: AssetKind,
  { report, leader }: Verdict<T>,
  before: AssetCase | undefined,
  domain: Domain,
): JsonObject | null {
  const known = before?.config ?? null;
  const reported = report?.config ?? null;
  if (!report || !reported || !known) return reported ?? known;
  const isSame = report.createdAt !== null && report.createdAt === before?.createdAt;
  const gone = Object.entries(known).filter(([name]) => !Object.hasOwn(reported, name));
  if (!isSame || gone.length === 0) return reported;
  // Without a leader any member may have reported it; of one that is there twice, either.
  const reporters = leader === null ? domain.servers : serversNamed(domain, leader);
  const [reporter] = reporters.toSorted((a, b) => compareVersions(a.identity.version, b.identity.version));
  return reporter ? { ...reported, ...hiddenOf(kind, known, gone, releaseOf(reporter)) } : reported;
}

/** A server leaves out the fields that it does not know: an asset has not lost them by moving to an older one. */
function hiddenOf(
  kind: AssetKind,
  known: JsonObject,
  gone: [string, JsonObject[string]][],
  reporter: ServerRelease,
): JsonObject {
  const unknown = new Set(unknownFieldsOf(kind, known, reporter).map(({ name }) => name));
  return Object.fromEntries(gone.filter(([name]) => unknown.has(name)));
}
