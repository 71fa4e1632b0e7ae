import { Link } from "#components/ui/link.tsx";
import type { Status } from "#lib/model/board.ts";
import { PlimsollMark } from "./plimsoll-mark.tsx";

/** Whose page this is, with how things are; leads to all systems. */
export function Brand({ status }: { status: Status }) {
  return (
    <Link href="/" className="flex items-center gap-2.5 no-underline">
      <span className={status === "critical" ? "text-critical" : ""}>
        <PlimsollMark status={status} className="h-[1.15em]" />
      </span>
      <span className="font-semibold">Plimsoll</span>
    </Link>
  );
}
