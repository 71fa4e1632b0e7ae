import type { ReactNode } from "react";

/**
 * Changes all that it holds once that is only last known. `said`: that it is, and why; null while it is of now. It is read
 * out where it has the role for it: an age in there would be said each second.
 */
export function LastKnown({ said, children }: { said: ReactNode; children: ReactNode }) {
  const isStale = said !== null;
  return (
    <div className="flex min-h-dvh flex-col">
      {isStale && (
        <section
          aria-label="Last known"
          data-testid="stale"
          className="bg-ink px-[var(--gutter)] py-2.5 text-large font-semibold text-ground"
        >
          {said}
        </section>
      )}
      <div data-testid="frame" data-stale={isStale} className={`flex flex-1 flex-col ${isStale ? "stale" : ""}`}>
        {children}
      </div>
    </div>
  );
}
