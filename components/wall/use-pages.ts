"use client";

import { type RefObject, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { columnsOf, namesWidth } from "./columns.ts";
import { foldRows } from "./fold.ts";
import { type Drawn, type DrawnKind, paginate, type WallPage, wholeOf } from "./pages.ts";
import type { WallGroup, WallRow } from "./rows.ts";

export interface WallList {
  list: RefObject<HTMLDivElement | null>;
  /** Holds the rows of `unmeasured`, in their order, out of sight. */
  ruler: RefObject<HTMLOListElement | null>;
  unmeasured: Drawn[];
  /** Of wide rows; a `grid-template-columns`. */
  columns: string;
  pages: WallPage[];
  /** Until then what fits is a guess, and must not be seen to change. */
  isMeasured: boolean;
}

/** Of the list, px. */
interface Size {
  width: number;
  height: number;
  /** px of a rem. */
  rem: number;
  isTall: boolean;
}

interface Room extends Size {
  /** A font that comes late changes all heights. */
  fonts: number;
}

/** Before the list is measured: about a page of a 1080p screen. */
const UNKNOWN: Room = { width: 1920, height: 600, rem: 40, isTall: false, fonts: 0 };
const ROUGH = { head: 75, why: 98, remedy: 98, item: 64, note: 64, pin: 64 } as const satisfies Record<
  DrawnKind,
  number
>;

/** Pages that fit the list's own height, whatever the screen: each row is measured once, and none is cut. */
export function usePages(causes: WallGroup[]): WallList {
  const list = useRef<HTMLDivElement>(null);
  const ruler = useRef<HTMLOListElement>(null);
  const room = useRoom(list);
  const { width, rem, isTall } = room;
  const groups = useMemo(() => foldRows(causes, namesWidth(causes, width / rem, isTall)), [causes, width, rem, isTall]);
  const columns = useMemo(() => columnsOf(groups), [groups]);
  const drawn = useMemo(() => distinct(groups), [groups]);
  const measure = `${columns} ${width} ${rem} ${isTall} ${room.fonts}`;
  const [known, setKnown] = useState<{ measure: string; heights: ReadonlyMap<string, number> }>();
  const heights = known?.measure === measure ? known.heights : null;
  const unmeasured = useMemo(
    () => (room === UNKNOWN ? [] : [...drawn].filter(([shape]) => !heights?.has(shape)).map(([, it]) => it)),
    [drawn, heights, room],
  );

  useLayoutEffect(() => {
    const rows = [...(ruler.current?.children ?? [])];
    if (unmeasured.length === 0 || rows.length !== unmeasured.length) return;
    const found = new Map(unmeasured.map(({ row, kind }, index) => [shapeOf(row, kind), heightOf(rows[index])]));
    for (const [shape, height] of heights ?? []) if (drawn.has(shape)) found.set(shape, height);
    setKnown({ measure, heights: found });
  }, [unmeasured, heights, drawn, measure]);

  const pages = useMemo(
    () => paginate(groups, room.height, (row, kind) => heights?.get(shapeOf(row, kind)) ?? ROUGH[kind]),
    [groups, room.height, heights],
  );
  return { list, ruler, unmeasured, columns, pages, isMeasured: room !== UNKNOWN };
}

/** Known once the list has its size and the fonts are there, whichever comes first. */
function useRoom(list: RefObject<HTMLDivElement | null>): Room {
  const [size, setSize] = useState<Size | null>(null);
  const [fonts, setFonts] = useState<number | null>(null);
  useEffect(() => {
    const element = list.current;
    if (!element) return;
    const observer = new ResizeObserver(() => {
      const { width, height } = element.getBoundingClientRect();
      const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
      const next = { width, height, rem, isTall: innerWidth <= innerHeight };
      setSize((last) => (JSON.stringify(next) === JSON.stringify(last) ? last : next));
    });
    observer.observe(element);
    void document.fonts.ready.then(() => setFonts(document.fonts.size));
    return () => observer.disconnect();
  }, [list]);
  return useMemo(() => (size && fonts !== null ? { ...size, fonts } : UNKNOWN), [size, fonts]);
}

/** Every row as it may be drawn, once for all that look alike. */
function distinct(groups: WallGroup[]): Map<string, Drawn> {
  const all = groups.flatMap((group): Drawn[] => [
    ...wholeOf(group, group.remedy),
    ...(group.head ? [{ row: group.head, kind: "pin" as const }] : []),
  ]);
  return new Map(all.map((it) => [shapeOf(it.row, it.kind), it]));
}

/** What decides the height of a row. */
function shapeOf({ titles, text, line, since, sign }: WallRow, kind: DrawnKind): string {
  return JSON.stringify([kind, titles, text, line, since !== null, sign?.word]);
}

function heightOf(row: Element | undefined): number {
  return row?.getBoundingClientRect().height ?? 0;
}
