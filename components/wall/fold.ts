import { widest } from "./columns.ts";
import type { WallGroup, WallRow } from "./rows.ts";

/** Between two names, rem. */
const GAP = 1;
const MINUTE = 60_000;
/** Lines that hardly part: what their names share stands after them, and before more lines than that. */
export const MANY = 2;

/** Rows that differ in nothing but their name stand side by side in lines of a width, rem: what they share is said once. */
export function foldRows(groups: WallGroup[], width: number): WallGroup[] {
  return groups.map((group) => ({
    ...group,
    rows: [...Map.groupBy(group.rows, sharedOf).values()].flatMap((alike) => linesOf(alike, width)),
  }));
}

function sharedOf({ sign, text, since }: WallRow): string {
  return JSON.stringify([sign?.word, text, since === null ? null : Math.floor(since / MINUTE)]);
}

function linesOf(rows: WallRow[], width: number): WallRow[] {
  const [first] = rows;
  if (!first || rows.length === 1) return rows;
  const lines: string[][] = [];
  let left = 0;
  for (const title of rows.flatMap(({ titles }) => titles)) {
    const needed = widest([title]);
    if (needed > left) {
      lines.push([]);
      left = width;
    }
    lines.at(-1)?.push(title);
    left -= needed + GAP;
  }
  return lines.map((titles, index) => ({
    ...first,
    key: `${first.key} ${index}`,
    titles,
    text: index === (lines.length > MANY ? 0 : lines.length - 1) ? first.text : "",
    line: { index, of: lines.length },
  }));
}
