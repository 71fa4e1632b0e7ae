import type { ReactNode } from "react";
import { Link } from "#components/ui/link.tsx";
import type { Status } from "#lib/model/board.ts";
import { PlimsollMark } from "./plimsoll-mark.tsx";

/** The line on top of a page: whose it is and how things are, with the way to all systems, and what the page adds. */
export function Bar({ status, children }: { status: Status; children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center gap-x-7 gap-y-1 border-b border-line px-[var(--gutter)] py-3">
      <Link href="/" className="flex items-center gap-2.5 no-underline">
        <span className={status === "critical" ? "text-critical" : ""}>
          <PlimsollMark status={status} className="h-[1.15em]" />
        </span>
        <span className="font-semibold">Plimsoll</span>
      </Link>
      {children}
    </div>
  );
}
