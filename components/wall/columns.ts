import type { WallGroup } from "./rows.ts";

/** Widths of bold letters, rem, on the generous side. */
const WIDEST = 0.9;
const WIDE = 0.64;
const NARROW = 0.46;
const SIGN = 1.5;
/** Of a state, whose words have more of the wider letters. */
const ROOM = 1.08;
const SINCE = 5;
/** Of a wall at both sides, and between two columns; as `--gutter` and the gap of `rows.css`. */
const GUTTER = 1.1;
const GAP = 0.8;

/** The columns of wide rows, for all pages alike: nothing moves when a page turns. */
export function columnsOf(groups: WallGroup[]): string {
  const single = groups.flatMap(({ rows }) => rows).filter(({ line }) => line === null);
  const title = widest(single.flatMap(({ titles }) => titles));
  return `${stateWidth(groups).toFixed(2)}rem min(${title.toFixed(2)}rem, 32%) minmax(0, 1fr) ${SINCE}rem`;
}

/** What a list of a width leaves for names, rem. A tall one has its rows' parts below each other. */
export function namesWidth(groups: WallGroup[], width: number, isTall: boolean): number {
  const inside = width - 2 * GUTTER;
  return isTall ? inside : inside - stateWidth(groups) - SINCE - 2 * GAP;
}

function stateWidth(groups: WallGroup[]): number {
  const rows = groups.flatMap(({ head, rows }) => [...(head ? [head] : []), ...rows]);
  return SIGN + ROOM * widest(rows.map(({ sign }) => sign?.word ?? ""));
}

/** rem that the widest of these takes in bold. */
export function widest(texts: string[]): number {
  return Math.max(
    0,
    ...texts.map((text) => {
      const broad = text.match(/W/g)?.length ?? 0;
      const narrow = text.match(/[^A-Z0-9_]/g)?.length ?? 0;
      return narrow * NARROW + (text.length - narrow - broad) * WIDE + broad * WIDEST;
    }),
  );
}
