import type { AssetQuery, AssetSort } from "./store.ts";

/** Where an asset stands in an order: by its sort key, then by its id. */
export interface Place {
  key: string | number;
  id: string;
}

/** Sorts by a number. */
const NUMERIC: AssetSort[] = ["state", "level", "since", "match"];

type Order = Pick<AssetQuery, "sort" | "isDescending">;

/** The cursor of a page that begins after a place: it names its order too, as a place means nothing in another. */
export function writeCursor(order: Order, { key, id }: Place): string {
  return `${nameOf(order)} ${encodeURIComponent(key)} ${id}`;
}

/** The place that a cursor names; null for one of a different order, or not of ours: cursors come from outside. */
export function readCursor(cursor: string, order: Order): Place | null {
  const [, name, text, id] = /^(\S+) (\S*) (.+)$/s.exec(cursor) ?? [];
  if (name !== nameOf(order) || text === undefined || id === undefined) return null;
  const key = keyOf(text, order);
  return key === null ? null : { key, id };
}

function nameOf({ sort = "state", isDescending = false }: Order): string {
  return isDescending ? `-${sort}` : sort;
}

function keyOf(text: string, { sort = "state" }: Order): Place["key"] | null {
  if (NUMERIC.includes(sort)) return text !== "" && Number.isFinite(Number(text)) ? Number(text) : null;
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
