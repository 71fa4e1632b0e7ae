"use client";

import { useIsStale } from "#components/feed/use-freshness.ts";
import type { Board } from "#lib/model/board.ts";
import { headlineOf } from "./headline.ts";
import { PlimsollMark } from "./plimsoll-mark.tsx";

/** The first glance: is anything wrong. */
export function Headline({ board }: { board: Board }) {
  const isStale = useIsStale();
  const { status, main, rest } = headlineOf(board);
  return (
    <div
      data-testid="headline"
      data-status={isStale ? "unknown" : status}
      className="flex items-start gap-[0.4em] text-headline"
    >
      <PlimsollMark status={isStale ? "unknown" : status} className="mt-[0.06em] h-[0.92em] shrink-0" />
      <div className="min-w-0">
        <h1 className="name font-semibold tracking-[-0.022em] text-balance [word-spacing:-0.06em]" dir="auto">
          {isStale && <span className="text-soft">Last known: </span>}
          {main}
        </h1>
        <p className="mt-3 text-large text-soft">{rest}</p>
      </div>
    </div>
  );
}
