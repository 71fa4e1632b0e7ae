"use client";

import { type RefObject, useEffect, useMemo, useRef, useState } from "react";
import { paginate, type RowLines, type WallPage } from "./pages.ts";
import type { WallGroup } from "./rows.ts";

/** Height of a line, rem: `wall.css` gives rows their height in these. */
const LINE = 1.55;

/** On a tall screen a row stacks its parts. */
const WIDE: RowLines = { head: 2, item: 1, note: 1, pin: 1 };
const TALL: RowLines = { head: 4, item: 3, note: 1, pin: 2 };

/** Pages that fit the list's own height, whatever the screen. */
export function usePages(groups: WallGroup[]): { list: RefObject<HTMLDivElement | null>; pages: WallPage[] } {
  const list = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState({ capacity: 8, isTall: false });
  useEffect(() => {
    const element = list.current;
    if (!element) return;
    const observer = new ResizeObserver(() => {
      const line = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) * LINE;
      const capacity = Math.max(1, Math.floor((element.clientHeight + 1) / line));
      const isTall = window.innerHeight > window.innerWidth;
      setRoom((last) => (last.capacity === capacity && last.isTall === isTall ? last : { capacity, isTall }));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const pages = useMemo(() => paginate(groups, room.capacity, room.isTall ? TALL : WIDE), [groups, room]);
  return { list, pages };
}
