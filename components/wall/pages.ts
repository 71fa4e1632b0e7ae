import { countOf, grouped } from "#lib/model/words.ts";
import { headRow, type RowKind, type WallGroup, type WallRow } from "./rows.ts";

/** A row as it is drawn: a head whose group is, or began, on another page is a pin. */
export type DrawnKind = RowKind | "pin";

export interface Drawn {
  row: WallRow;
  kind: DrawnKind;
}

/** Height of a row where it is drawn as `kind`, in the unit of the capacity. */
export type HeightOf = (row: WallRow, kind: DrawnKind) => number;

export interface WallPage {
  rows: Drawn[];
  /** Affected that are not on this page. */
  more: number;
}

/** "page 1 of 3, 12 more"; null where one page holds all. */
export function pagerText(pages: WallPage[], turn: number): string | null {
  if (pages.length < 2) return null;
  const more = pages[turn]?.more ?? 0;
  return `page ${turn + 1} of ${pages.length}${more > 0 ? `, ${grouped(more)} more` : ""}`;
}

/** Pins take this part of a page at most. */
const PINNED = 1 / 2;

interface Draft {
  rows: Drawn[];
  groups: Set<string>;
  used: number;
  shown: number;
}

/**
 * Cuts groups into pages of a height; critical heads are on every page. What is wrong comes first, on as few pages as can
 * be: where it takes more than one, why it is so is told where there is room left. Of what is critical it is told last where
 * there is none. Where one page holds all and has room left, it says what helps.
 */
export function paginate(groups: WallGroup[], capacity: number, heightOf: HeightOf): WallPage[] {
  const total = groups.reduce((sum, group) => sum + affected(group), 0);
  const sumOf = (rows: Drawn[]) => rows.reduce((sum, { row, kind }) => sum + heightOf(row, kind), 0);
  const whole = groups.flatMap((group) => wholeOf(group));
  let left = capacity - sumOf(whole);
  if (left >= 0) {
    const rows = groups.flatMap((group) => {
      const height = group.remedy ? heightOf(group.remedy, "remedy") : 0;
      if (height > left) return wholeOf(group);
      left -= height;
      return wholeOf(group, group.remedy);
    });
    return [{ rows, more: groups.reduce((sum, { unlisted }) => sum + Math.max(0, unlisted), 0) }];
  }
  const pinsFor = pinning(groups, capacity * PINNED, heightOf);
  const roomOf = (on: ReadonlySet<string>) => {
    const { above, below } = pinsFor(on);
    return capacity - sumOf([...above, ...below]);
  };
  const told = new Set<string>();
  const tell = (draft: Draft): Drawn[] => {
    const { above, below } = pinsFor(draft.groups);
    let left = roomOf(draft.groups) - draft.used;
    const rows = [...above, ...draft.rows].flatMap((it): Drawn[] => {
      const why = groups.find(({ head }) => head === it.row)?.why;
      const height = why ? heightOf(why, "why") : 0;
      if (!why || told.has(why.key) || height > left) return [it];
      told.add(why.key);
      left -= height;
      return [it, { row: why, kind: "why" }];
    });
    return [...rows, ...below];
  };
  const pages = fill(groups, roomOf, heightOf).map((draft) => ({ rows: tell(draft), more: total - draft.shown }));
  const untold = groups.flatMap((group) =>
    group.isCritical && group.why && !told.has(group.why.key) ? [{ ...group, rows: [group.why], unlisted: 0 }] : [],
  );
  const reasons = fill(untold, roomOf, heightOf, "pin").map((draft) => {
    const { above, below } = pinsFor(draft.groups);
    return { rows: [...above, ...draft.rows, ...below], more: total };
  });
  return [...pages, ...reasons];
}

/** Pins of a page with rows of these groups: critical heads before them and after them, so that the order stays. */
function pinning(groups: WallGroup[], capacity: number, heightOf: HeightOf) {
  const critical = groups.filter(({ head, isCritical }) => head && isCritical);
  const highest = Math.max(1, ...critical.map(({ head }) => (head ? heightOf(head, "pin") : 0)));
  const most = Math.max(1, Math.floor(capacity / highest));
  return (on: ReadonlySet<string>): { above: Drawn[]; below: Drawn[] } => {
    const others = critical.filter(({ key }) => !on.has(key));
    const first = groups.findIndex(({ key }) => on.has(key));
    const isAbove = (group: WallGroup) => groups.indexOf(group) < first;
    const chosen = others.length > most ? others.slice(0, most - 1) : others;
    const pins = (of: WallGroup[]) => of.flatMap(({ head }): Drawn[] => (head ? [{ row: head, kind: "pin" }] : []));
    const rest = others.length - chosen.length;
    const note =
      rest > 0 ? [{ row: headRow("pins", `and ${countOf(rest, "critical cause")} more`), kind: "pin" as const }] : [];
    const above = pins(chosen.filter(isAbove));
    return { above, below: [...pins(chosen.filter((group) => !isAbove(group))), ...note] };
  };
}

/** `capacity` of a page that holds rows of these groups. A group that goes on repeats its head, in short. */
function fill(
  groups: WallGroup[],
  capacity: (on: ReadonlySet<string>) => number,
  heightOf: HeightOf,
  headKind: "head" | "pin" = "head",
): Draft[] {
  const drafts: Draft[] = [];
  let draft = blank();
  const roomWith = (group: WallGroup) => capacity(new Set([...draft.groups, group.key])) - draft.used;
  function turn(): void {
    if (draft.rows.length > 0) drafts.push(draft);
    draft = blank();
  }
  function put(row: WallRow, group: WallGroup, kind: DrawnKind = row.kind): void {
    draft.rows.push({ row, kind });
    draft.groups.add(group.key);
    draft.used += heightOf(row, kind);
  }
  for (const group of groups) {
    const { head, rows } = group;
    const rest = [...rows, ...noteOf(group)];
    const first = rest[0] ? heightOf(rest[0], rest[0].kind) : 0;
    if (head) {
      if (heightOf(head, headKind) + first > roomWith(group)) turn();
      put(head, group, headKind);
      if (rest.length === 0) draft.shown += 1;
    }
    for (const row of rest) {
      if (
        heightOf(row, row.kind) > roomWith(group) &&
        draft.rows.some(({ kind }) => kind !== "head" && kind !== "pin")
      ) {
        turn();
        if (head) put(head, group, "pin");
      }
      put(row, group);
      if (row.kind === "item") draft.shown += row.titles.length;
    }
  }
  turn();
  return drafts;
}

function blank(): Draft {
  return { rows: [], groups: new Set(), used: 0, shown: 0 };
}

/** All of a group, with why it is so, and with what helps where that is given. */
export function wholeOf(group: WallGroup, remedy: WallRow | null = null): Drawn[] {
  const rows = [group.head, group.why, remedy, ...group.rows, ...noteOf(group)];
  return rows.flatMap((row) => (row ? [{ row, kind: row.kind }] : []));
}

/** What a group leaves out, as its last row. */
function noteOf({ key, unlisted }: WallGroup): WallRow[] {
  if (unlisted <= 0) return [];
  return [{ ...headRow(`${key} more`, `and ${grouped(unlisted)} more`), kind: "note" }];
}

function affected({ head, rows, unlisted }: WallGroup): number {
  const count = rows.reduce((sum, { titles }) => sum + titles.length, unlisted);
  return count === 0 && head ? 1 : count;
}
