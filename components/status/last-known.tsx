import type { ReactNode } from "react";

interface LastKnownProps {
  /** That what is shown is only last known, how old it is, and why; null while it is current. */
  said: { age: string; why: string } | null;
  children: ReactNode;
}

/** Changes everything inside once it is only last known. Only the reason is read out: an age would be, every second. */
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
