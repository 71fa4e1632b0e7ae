import type { Status } from "#lib/model/board.ts";

const TONES = {
  ok: "text-ok",
  warning: "text-warning-fill",
  critical: "text-critical-fill",
  unknown: "text-soft",
} as const satisfies Record<Status, string>;

/**
 * The load mark as status: the line afloat when well, half under at a warning, all under when critical,
 * broken when not known. The shape tells it without the colour.
 */
export function PlimsollMark({ status, className }: { status: Status; className: string }) {
  return (
    <svg viewBox="0 0 64 48" aria-hidden="true" className={`${className} ${TONES[status]}`} data-status={status}>
      {status === "critical" && <circle cx="32" cy="24" r="21" fill="currentColor" />}
      {status === "warning" && <path d="M11 24h42a21 21 0 0 1-42 0Z" fill="currentColor" />}
      <circle
        cx="32"
        cy="24"
        r="19"
        fill="none"
        stroke="currentColor"
        strokeWidth="4"
        strokeDasharray={status === "unknown" ? "7 4.94" : "none"}
      />
      <path d={status === "unknown" ? "M0 24h8M56 24h8" : "M0 24h64"} stroke="currentColor" strokeWidth="5" />
      {status === "critical" && <path d="M15 24h34" stroke="var(--ground)" strokeWidth="5" />}
      {status === "unknown" && (
        <path
          d="M26.5 20a5.6 5.6 0 1 1 7 5.4c-1 .4-1.5 1-1.5 2v2m0 3.5v3.6"
          fill="none"
          stroke="currentColor"
          strokeWidth="3.6"
        />
      )}
    </svg>
  );
}
