import type { RowKind, WallGroup, WallRow } from "./rows.ts";

/** A row as it is drawn: a head whose group is, or began, on another page is a pin. */
export type DrawnKind = RowKind | "pin";

export interface Drawn {
  row: WallRow;
  kind: DrawnKind;
}

/** Height of a row where it is drawn as `kind`, in the unit of the capacity. */
export type HeightOf = (row: WallRow, kind: DrawnKind) => number;

export interface WallPage {
  /** Critical heads of pages before this one, and of pages after it: the order stays. */
  above: WallRow[];
  below: WallRow[];
  rows: Drawn[];
  /** Affected that are not on this page. */
  more: number;
}

/** "page 1 of 3, 12 more"; null where one page holds all. */
export function pagerText(pages: WallPage[], turn: number): string | null {
  if (pages.length < 2) return null;
  const more = pages[turn]?.more ?? 0;
  return `page ${turn + 1} of ${pages.length}${more > 0 ? `, ${more.toLocaleString("en")} more` : ""}`;
}

interface Draft {
  rows: Drawn[];
  groups: Set<string>;
  used: number;
  shown: number;
}

/** Cuts groups into pages of a height. A group that goes on repeats its head, in short; critical heads are on every page. */
export function paginate(groups: WallGroup[], capacity: number, heightOf: HeightOf): WallPage[] {
  const total = groups.reduce((sum, group) => sum + affected(group), 0);
  const whole = fill(groups, () => capacity, heightOf);
  if (whole.length <= 1)
    return [{ above: [], below: [], rows: whole[0]?.rows ?? [], more: total - (whole[0]?.shown ?? 0) }];
  const critical = groups.filter(({ head, isCritical }) => head && isCritical);
  const pin = Math.max(1, ...critical.map(({ head }) => (head ? heightOf(head, "pin") : 0)));
  const pins = Math.min(critical.length, Math.floor(capacity / 3 / pin));
  const pinned = (on: ReadonlySet<string>) => critical.filter(({ key }) => !on.has(key)).slice(0, pins);
  return fill(groups, (on) => capacity - pinned(on).length * pin, heightOf).map((draft) => {
    const first = groups.findIndex(({ key }) => draft.groups.has(key));
    const others = pinned(draft.groups);
    const isAbove = (group: WallGroup) => groups.indexOf(group) < first;
    const heads = (chosen: WallGroup[]) => chosen.flatMap(({ head }) => head ?? []);
    return {
      above: heads(others.filter(isAbove)),
      below: heads(others.filter((group) => !isAbove(group))),
      rows: draft.rows,
      more: total - draft.shown,
    };
  });
}

/** `capacity` of a page that holds rows of these groups. */
function fill(groups: WallGroup[], capacity: (on: ReadonlySet<string>) => number, heightOf: HeightOf): Draft[] {
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
      if (heightOf(head, "head") + first > roomWith(group)) turn();
      put(head, group);
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
      if (row.kind === "item") draft.shown += 1;
    }
  }
  turn();
  return drafts;
}

function blank(): Draft {
  return { rows: [], groups: new Set(), used: 0, shown: 0 };
}

/** What a group leaves out, as its last row. */
export function noteOf({ key, unlisted }: WallGroup): WallRow[] {
  if (unlisted <= 0) return [];
  const title = `and ${unlisted.toLocaleString("en")} more`;
  return [{ key: `${key} more`, kind: "note", sign: null, title, text: "", since: null }];
}

function affected({ head, rows, unlisted }: WallGroup): number {
  return rows.length === 0 && head ? 1 : rows.length + unlisted;
}
