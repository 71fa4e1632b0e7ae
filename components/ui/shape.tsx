import type { ReactElement } from "react";

export type Shape = "ring" | "disc" | "cross" | "triangle" | "half" | "dots" | "question" | "info";

export type Tone = "critical" | "warning" | "info" | "ok" | "quiet";

export const TONES = {
  critical: "text-critical",
  warning: "text-warning",
  info: "text-info",
  ok: "text-ok",
  quiet: "text-soft",
} as const satisfies Record<Tone, string>;

const CUT = "var(--ground)";

const DRAWINGS = {
  ring: (
    <path
      d="M8 2.2a5.8 5.8 0 1 1 0 11.6 5.8 5.8 0 0 1 0-11.6ZM0 8h16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
    />
  ),
  disc: <circle cx="8" cy="8" r="6" fill="currentColor" />,
  cross: (
    <>
      <path d="M5 .8h6L15.2 5v6L11 15.2H5L.8 11V5Z" fill="currentColor" />
      <path d="m5 5 6 6m0-6-6 6" fill="none" stroke={CUT} strokeWidth="1.9" />
    </>
  ),
  triangle: (
    <>
      <path d="M8 .9 15.6 14.6H.4Z" fill="currentColor" />
      <path d="M8 5.4v4.4m0 1.4v1.7" fill="none" stroke={CUT} strokeWidth="1.8" />
    </>
  ),
  half: (
    <>
      <circle cx="8" cy="8" r="6.2" fill="none" stroke="currentColor" strokeWidth="1.6" />
      <path d="M2 8h12a6 6 0 0 1-12 0Z" fill="currentColor" />
    </>
  ),
  dots: <circle cx="8" cy="8" r="6.2" fill="none" stroke="currentColor" strokeWidth="1.8" strokeDasharray="2.2 2.67" />,
  question: (
    <>
      <path d="M1 1h14v14H1Z" fill="none" stroke="currentColor" strokeWidth="1.6" strokeDasharray="3 2" />
      <path d="M5.8 6.2A2.2 2.2 0 1 1 8 8.4v1.2m0 1.4v1.6" fill="none" stroke="currentColor" strokeWidth="1.6" />
    </>
  ),
  info: (
    <>
      <path d="M1.2 1.2h13.6v13.6H1.2Z" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <path d="M8 3.6v1.9m0 1.5v5.4" fill="none" stroke="currentColor" strokeWidth="1.8" />
    </>
  ),
} as const satisfies Record<Shape, ReactElement>;

/** A sign beside a word: it tells the state in greyscale too, and never stands alone. */
export function Sign({ shape, tone, className = "size-[1em]" }: { shape: Shape; tone: Tone; className?: string }) {
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true" className={`${className} shrink-0 ${TONES[tone]}`}>
      {DRAWINGS[shape]}
    </svg>
  );
}
