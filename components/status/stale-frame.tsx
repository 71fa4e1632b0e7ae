"use client";

import type { ReactNode } from "react";
import { useAge, useIsStale, useLink } from "#components/feed/use-freshness.ts";
import { durationText } from "#components/ui/time.ts";

/** Changes all that it holds once that is only last known. */
export function StaleFrame({ children }: { children: ReactNode }) {
  const isStale = useIsStale();
  const age = useAge();
  const link = useLink();
  return (
    <div className="flex min-h-dvh flex-col">
      {isStale && age !== null && (
        <div
          role="status"
          data-testid="stale"
          className="bg-ink px-[var(--gutter)] py-2.5 text-large font-semibold text-ground"
        >
          Last known, {durationText(age * 1000)} old.{" "}
          <span className="font-normal">
            {link === "open" ? "The servers have not answered since." : "Plimsoll cannot be reached; trying again."}
          </span>
        </div>
      )}
      <div data-testid="frame" data-stale={isStale} className={`flex flex-1 flex-col ${isStale ? "stale" : ""}`}>
        {children}
      </div>
    </div>
  );
}
