import { firstKnownByName, lostSince } from "./config-fields.ts";
import type { Reason, ReasonKind } from "./reason.ts";
import { type Demand, requiredOf, withRefused } from "./required.ts";
import { type Domain, hostsFor } from "./topology.ts";
import { compareVersions } from "./version.ts";
import { listed } from "./words.ts";

/** Causes that another release cures. */
const CURED_BY_RELEASE: ReasonKind[] = ["api-level", "config-field", "decode-error"];

/** Adds to a reason what the asset needs and who of its domain could run it, where another release would cure it. */
export function explained(reason: Reason | null, known: Demand, domain: Domain): Reason | null {
  if (!reason || !CURED_BY_RELEASE.includes(reason.cause ?? reason.kind)) return reason;
  const { field } = reason;
  if (field !== undefined && lostSince(field)) return reason;
  const demand = withRefused(known, reason);
  const release = releaseOfNeed(demand, field);
  if (release === null) return reason;
  const able = hostsFor(domain, demand).flatMap(({ server, whyNot }) => (whyNot === null ? [server] : []));
  // A consumer may be down for what its stream needs, of which its own configuration says nothing.
  if (reason.servers?.some((server) => able.includes(server))) return reason;
  // Where the field alone decides, the text has named its release already.
  const needs = firstKnownByName(field ?? "")?.version === release ? "" : ` It needs nats-server ${release} or newer.`;
  // That those that are left could run it does not help them to a majority.
  if (reason.kind === "no-quorum") return { ...reason, release, text: `${reason.text}${needs}` };
  const here = able.length > 0 ? `${listed(able)} could run it.` : "No server here could run it.";
  return { ...reason, release, text: `${reason.text}${needs} ${here}` };
}

/** A config that an old server reports lacks the fields it does not know: the servers' words may tell more. */
function releaseOfNeed(demand: Demand, field: string | undefined): string | null {
  const versions = [requiredOf(demand)?.version, field === undefined ? null : firstKnownByName(field)?.version];
  const [newest] = versions.filter((version) => typeof version === "string").sort((a, b) => compareVersions(b, a));
  return newest ?? null;
}
