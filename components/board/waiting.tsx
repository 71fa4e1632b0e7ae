"use client";

import { useLink } from "#components/feed/use-freshness.ts";
import { PlimsollMark } from "#components/status/plimsoll-mark.tsx";

/** Before the first board: not empty, not well, only not known yet. */
export function Waiting() {
  const link = useLink();
  return (
    <div data-testid="waiting" data-status="unknown" className="flex items-start gap-[0.4em] text-headline">
      <PlimsollMark status="unknown" className="mt-[0.06em] h-[0.92em] shrink-0" />
      <div>
        <h1 className="font-semibold tracking-[-0.022em]">Nothing is known yet</h1>
        <p className="mt-3 text-large text-soft">
          {link === "retrying" ? "Plimsoll cannot be reached; trying again." : "Waiting for Plimsoll's first answer."}
        </p>
      </div>
    </div>
  );
}
