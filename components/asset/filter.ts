import { ASSET_SORTS, type AssetSort } from "#lib/model/store.ts";

/** The parameters of the URL that filter the table; the API has the same names for them. */
const FILTERS = ["q", "kind", "state", "account", "stream", "reason", "level"] as const;
export type FilterName = (typeof FILTERS)[number];

export const CHOICES = {
  kind: ["stream", "consumer"],
  level: ["0", "1", "2", "3", "4", "5"],
} as const;

/** The part of a page's query that filters, in a fixed order, so that equal filters are equal texts. */
export function filterOf(params: URLSearchParams): string {
  const kept = new URLSearchParams();
  for (const name of FILTERS) {
    const value = params.get(name);
    if (value) kept.set(name, value);
  }
  return kept.toString();
}

/** What a page's query asks the API for: the filter and the order. */
export function selectionOf(params: URLSearchParams): string {
  const selection = new URLSearchParams(filterOf(params));
  const sort = sortOf(params);
  if (sort !== null) selection.set("sort", `${sort.isDescending ? "-" : ""}${sort.by}`);
  return selection.toString();
}

export interface Sort {
  by: AssetSort;
  isDescending: boolean;
}

/** The order that a page's query names; null where it names none that there is. */
export function sortOf(params: URLSearchParams): Sort | null {
  const text = params.get("sort") ?? "";
  const by = ASSET_SORTS.find((each) => each === text.replace(/^-/, ""));
  return by ? { by, isDescending: text.startsWith("-") } : null;
}

/** A page's query after a click on a column: sorted upwards, then downwards, then in the table's own order. */
export function withSort(params: URLSearchParams, by: AssetSort): string {
  const next = new URLSearchParams(params);
  const before = sortOf(params);
  if (before?.by !== by) next.set("sort", by);
  else if (before.isDescending) next.delete("sort");
  else next.set("sort", `-${by}`);
  return next.toString();
}

/** A page's query with one filter changed; empty clears it. */
export function withFilter(params: URLSearchParams, name: FilterName, value: string): string {
  const next = new URLSearchParams(params);
  if (value) next.set(name, value);
  else next.delete(name);
  return next.toString();
}
