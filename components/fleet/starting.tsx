import { PlimsollMark } from "#components/status/plimsoll-mark.tsx";

/** Plimsoll serves pages already, but watches nothing yet. */
export function Starting() {
  return (
    <main data-testid="starting" className="@container p-[var(--gutter)]">
      <title>Starting – Plimsoll</title>
      <link rel="icon" href="/icon-unknown.svg" type="image/svg+xml" />
      <div className="flex items-start gap-[0.4em] text-headline">
        <PlimsollMark status="unknown" className="mt-[0.06em] h-[0.92em] shrink-0" />
        <div>
          <h1 className="font-semibold tracking-[-0.022em]">Plimsoll is starting</h1>
          <p className="mt-3 text-large text-soft">No system is watched yet. This page goes on by itself.</p>
        </div>
      </div>
    </main>
  );
}
