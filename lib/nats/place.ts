import { WireError } from "./wire.ts";

/** Where a value stands in a reply; made a text only when something is wrong there. */
export interface Place {
  parent: Place | null;
  key: string;
  /** In the list under that key; null where there is no list. */
  index: number | null;
}

/** The `malformed` error of a value that is not what it should be, with its path and what it is. */
export function mismatch(place: Place, expected: string, value: unknown): WireError {
  return new WireError("malformed", `${pathOf(place)}: expected ${expected}, got ${describe(value)}`);
}

function pathOf({ parent, key, index }: Place): string {
  const own = index === null ? key : `${key}[${index}]`;
  return parent ? `${pathOf(parent)}.${own}` : own;
}

function describe(value: unknown): string {
  if (value === null || value === undefined) return "nothing";
  if (Array.isArray(value)) return "an array";
  if (typeof value === "object") return "an object";
  return JSON.stringify(value).slice(0, 60);
}
