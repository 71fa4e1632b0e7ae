import type { ReactNode } from "react";
import { Link } from "#components/ui/link.tsx";

/** The frame of pages that explain: they belong to no system, so there is no feed and nothing that can be stale. */
export function DocFrame({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col">
      <link rel="icon" href="/icon.svg" type="image/svg+xml" />
      <header className="flex flex-wrap items-center gap-x-7 gap-y-1 border-b border-line px-[var(--gutter)] py-3">
        <Link href="/" className="font-semibold no-underline">
          Plimsoll
        </Link>
        <nav aria-label="Explanations">
          <Link href="/docs/findings">All findings explained</Link>
        </nav>
      </header>
      <main className="@container flex-1">{children}</main>
    </div>
  );
}
