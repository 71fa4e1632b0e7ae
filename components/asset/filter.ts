import { ASSET_STATES } from "#lib/model/asset.ts";
import { REASON_KINDS } from "#lib/model/reason.ts";

/** What of the URL filters the table; the API calls it the same. */
const FILTERS = ["q", "kind", "state", "account", "reason", "level"] as const;
export type FilterName = (typeof FILTERS)[number];

export const CHOICES = {
  kind: ["stream", "consumer"],
  state: ASSET_STATES,
  reason: REASON_KINDS,
  level: ["0", "1", "2", "3", "4", "5"],
} as const;

/** The part of a page's query that filters, in a fixed order, so that one filter has one name. */
export function filterOf(params: URLSearchParams): string {
  const kept = new URLSearchParams();
  for (const name of FILTERS) {
    const value = params.get(name);
    if (value) kept.set(name, value);
  }
  return kept.toString();
}

/** A page's query with one filter changed; empty clears it. */
export function withFilter(params: URLSearchParams, name: FilterName, value: string): string {
  const next = new URLSearchParams(params);
  if (value) next.set(name, value);
  else next.delete(name);
  return next.toString();
}
