import type { WallGroup } from "./rows.ts";

/** Widths of bold letters, rem, on the generous side. */
const WIDE = 0.64;
const NARROW = 0.46;
const SIGN = 1.5;
/** Of a state, whose words have more of the wider letters. */
const ROOM = 1.08;
const SINCE = 5;

/** The columns of wide rows, for all pages alike: nothing moves when a page turns. */
export function columnsOf(groups: WallGroup[]): string {
  const rows = groups.flatMap(({ rows: items }) => items);
  const heads = groups.flatMap(({ head }) => head ?? []);
  const state = SIGN + ROOM * widest([...heads, ...rows].map(({ sign }) => sign?.word ?? ""));
  const title = widest(rows.map((row) => row.title));
  return `${state.toFixed(2)}rem min(${title.toFixed(2)}rem, 32%) minmax(0, 1fr) ${SINCE}rem`;
}

function widest(texts: string[]): number {
  return Math.max(
    0,
    ...texts.map((text) => {
      const narrow = text.match(/[^A-Z0-9_]/g)?.length ?? 0;
      return narrow * NARROW + (text.length - narrow) * WIDE;
    }),
  );
}
