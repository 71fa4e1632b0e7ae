import type { ReactNode } from "react";

/** Changes all that it holds once that is only last known. `said`: that it is, and why; null while it is of now. */
export function LastKnown({ said, children }: { said: ReactNode; children: ReactNode }) {
  const isStale = said !== null;
  return (
    <div className="flex min-h-dvh flex-col">
      {isStale && (
        <div
          role="status"
          data-testid="stale"
          className="bg-ink px-[var(--gutter)] py-2.5 text-large font-semibold text-ground"
        >
          {said}
        </div>
      )}
      <div data-testid="frame" data-stale={isStale} className={`flex flex-1 flex-col ${isStale ? "stale" : ""}`}>
        {children}
      </div>
    </div>
  );
}
