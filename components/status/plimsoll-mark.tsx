import type { Status } from "#lib/model/board.ts";

const TONES = {
  ok: "text-ok",
  warning: "text-warning-fill",
  critical: "",
  unknown: "text-soft",
} as const satisfies Record<Status, string>;

/**
 * The load mark as status: the line afloat when well, half under at a warning, all under when critical,
 * broken when not known. The shape tells it without the colour.
 */
export function PlimsollMark({ status, className }: { status: Status; className: string }) {
  return (
    <svg viewBox="0 0 64 48" aria-hidden="true" className={`${className} ${TONES[status]}`}>
      {status === "critical" && (
        // The line is cut out, so that the mark stands on any ground.
        <path
          fillRule="evenodd"
          fill="currentColor"
          d="M0 21.5h10.2a22 22 0 0 1 43.6 0H64v5H53.8a22 22 0 0 1-43.6 0H0Zm15 0v5h34v-5Z"
        />
      )}
      {status === "warning" && <path d="M11 24h42a21 21 0 0 1-42 0Z" fill="currentColor" />}
      {status !== "critical" && (
        <circle
          cx="32"
          cy="24"
          r="19"
          fill="none"
          stroke="currentColor"
          strokeWidth="4.5"
          strokeDasharray={status === "unknown" ? "7 4.94" : "none"}
        />
      )}
      {(status === "ok" || status === "warning") && <path d="M0 24h64" stroke="currentColor" strokeWidth="5" />}
      {status === "unknown" && (
        <path
          d="M0 24h8M56 24h8M26.5 20a5.6 5.6 0 1 1 7 5.4c-1 .4-1.5 1-1.5 2v2m0 3.5v3.6"
          fill="none"
          stroke="currentColor"
          strokeWidth="4"
        />
      )}
    </svg>
  );
}
