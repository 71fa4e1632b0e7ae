import type { Reason, ReasonKind } from "./reason.ts";
import { compareNames, listed } from "./words.ts";

/** What servers refuse by their level or their release: one cause, on however many of them. */
const REFUSED_BY_RELEASE: ReasonKind[] = ["api-level", "config-field"];

/**
 * Whether a reason is the same cause on whichever servers of a domain: else what is down with n2 is not with n3. Of streams
 * that lack a majority each may lack it on other servers.
 */
export function isSameAnywhere({ kind, cause }: Reason): boolean {
  return REFUSED_BY_RELEASE.includes(cause ?? kind);
}

/**
 * The reason of all assets of one cause, for a finding: it names the servers of all. Its text begins as that of the
 * first, which screens do not repeat for each asset then.
 */
export function sharedReason(reasons: Reason[]): Reason | null {
  const [first] = reasons;
  if (!first || !isSameAnywhere(first)) return first ?? null;
  const servers = [...new Set(reasons.flatMap((reason) => reason.servers ?? []))];
  if (servers.length <= (first.servers?.length ?? 0)) return first;
  servers.sort(compareNames);
  const inferred = reasons.every((reason) => reason.inferred);
  const text = servers.length > 1 ? `${first.text} Refused by ${listed(servers)}.` : first.text;
  return { ...first, inferred, text, servers };
}
