import type { ReactNode } from "react";

interface LastKnownProps {
  /** That it is only last known and how old, and why; null while it is of now. */
  said: { age: string; why: string } | null;
  children: ReactNode;
}

/** Changes all that it holds once that is only last known. Read out is why: an age would be said each second. */
export function LastKnown({ said, children }: LastKnownProps) {
  const isStale = said !== null;
  return (
    <div className="flex min-h-dvh flex-col">
      {said && (
        <section
          aria-label="Last known"
          data-testid="stale"
          className="bg-ink px-[var(--gutter)] py-2.5 text-large font-semibold text-ground"
        >
          {said.age}{" "}
          <span role="status" className="font-normal">
            {said.why}
          </span>
        </section>
      )}
      <div data-testid="frame" data-stale={isStale} className={`flex flex-1 flex-col ${isStale ? "stale" : ""}`}>
        {children}
      </div>
    </div>
  );
}
