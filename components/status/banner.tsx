import type { ReactNode } from "react";
import type { Status } from "#lib/model/board.ts";
import { PlimsollMark } from "./plimsoll-mark.tsx";

interface BannerProps {
  status: Status;
  /** Nothing else claims the eye: the words may be as large as a poster's. */
  isCalm?: boolean;
  main: ReactNode;
  rest: string;
  testId?: string;
}

/** The first glance. Quiet when all is well; a critical state fills the whole width, in greyscale too. */
export function Banner({ status, isCalm = false, main, rest, testId = "headline" }: BannerProps) {
  const isCritical = status === "critical";
  return (
    <div
      data-testid={testId}
      data-status={status}
      className={`px-[var(--gutter)] ${isCritical ? "band bg-critical-fill py-6 text-alarm-ink" : "pt-9 pb-7"}`}
    >
      <div className={`flex items-start gap-[0.4em] ${isCalm ? "text-poster" : "text-headline"}`}>
        <PlimsollMark status={status} className="mt-[0.08em] h-[0.9em] shrink-0" />
        <div className="min-w-0">
          <h1 className="name font-semibold tracking-[-0.022em] text-balance [word-spacing:-0.06em]" dir="auto">
            {main}
          </h1>
          <p
            className={`mt-3 ${isCalm ? "text-large @3xl:text-title" : "text-large"} ${isCritical ? "" : "text-soft"}`}
          >
            {rest}
          </p>
        </div>
      </div>
    </div>
  );
}
