import type { RowKind, WallGroup, WallRow } from "./rows.ts";

/** Lines that a row of each kind takes. */
export type RowLines = { [kind in RowKind | "pin"]: number };

export interface WallPage {
  /** Critical heads of pages before this one, and of pages after it: the order stays. */
  above: WallRow[];
  below: WallRow[];
  rows: WallRow[];
  /** Affected that are not on this page. */
  more: number;
}

interface Draft {
  rows: WallRow[];
  groups: Set<string>;
  room: number;
  shown: number;
}

/** Cuts groups into pages of `capacity` lines. A group that goes on repeats its head; critical heads are on every page. */
export function paginate(groups: WallGroup[], capacity: number, lines: RowLines): WallPage[] {
  const total = groups.reduce((sum, group) => sum + affected(group), 0);
  const whole = fill(groups, capacity, lines);
  if (whole.length <= 1)
    return [{ above: [], below: [], rows: whole[0]?.rows ?? [], more: total - (whole[0]?.shown ?? 0) }];
  const critical = groups.filter(({ head, isCritical }) => head && isCritical);
  const pins = Math.min(critical.length, Math.floor(capacity / 3 / lines.pin));
  // Where one page holds every critical group, the pins still need their room on the others.
  return fill(groups, capacity - pins * lines.pin, lines).map((draft) => {
    const first = groups.findIndex(({ key }) => draft.groups.has(key));
    const pinned = critical.filter(({ key }) => !draft.groups.has(key)).slice(0, pins);
    const isAbove = (group: WallGroup) => groups.indexOf(group) < first;
    const heads = (chosen: WallGroup[]) => chosen.flatMap(({ head }) => head ?? []);
    return {
      above: heads(pinned.filter(isAbove)),
      below: heads(pinned.filter((group) => !isAbove(group))),
      rows: draft.rows,
      more: total - draft.shown,
    };
  });
}

function fill(groups: WallGroup[], capacity: number, lines: RowLines): Draft[] {
  const drafts: Draft[] = [];
  let draft = blank(capacity);
  function turn(): void {
    if (draft.rows.length > 0) drafts.push(draft);
    draft = blank(capacity);
  }
  function put(row: WallRow, group: WallGroup): void {
    draft.rows.push(row);
    draft.groups.add(group.key);
    draft.room -= lines[row.kind];
  }
  for (const group of groups) {
    const { head, rows } = group;
    const rest = [...rows, ...noteOf(group)];
    const first = rest[0] ? lines[rest[0].kind] : 0;
    if (head) {
      if (lines.head + first > draft.room) turn();
      put(head, group);
      if (rest.length === 0) draft.shown += 1;
    }
    for (const row of rest) {
      if (lines[row.kind] > draft.room && draft.rows.some(({ kind }) => kind !== "head")) {
        turn();
        if (head) put(head, group);
      }
      put(row, group);
      if (row.kind === "item") draft.shown += 1;
    }
  }
  turn();
  return drafts;
}

function blank(room: number): Draft {
  return { rows: [], groups: new Set(), room, shown: 0 };
}

function noteOf({ key, unlisted }: WallGroup): WallRow[] {
  if (unlisted <= 0) return [];
  const title = `and ${unlisted.toLocaleString("en")} more`;
  return [{ key: `${key} more`, kind: "note", sign: null, title, text: "", since: null }];
}

function affected({ head, rows, unlisted }: WallGroup): number {
  return rows.length === 0 && head ? 1 : rows.length + unlisted;
}
