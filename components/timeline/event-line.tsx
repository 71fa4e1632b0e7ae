import { memo } from "react";
import { Link } from "#components/ui/link.tsx";
import { type Shape, Sign, type Tone } from "#components/ui/shape.tsx";
import { clockText } from "#components/ui/time.ts";
import type { TimelineEvent } from "#lib/model/board.ts";
import { visible } from "#lib/model/visible.ts";
import { KIND_LABELS } from "./kinds.ts";

const SIGNS = {
  critical: { shape: "cross", tone: "critical", word: "Critical" },
  warning: { shape: "triangle", tone: "warning", word: "Warning" },
  info: { shape: "info", tone: "quiet", word: "Note" },
  ok: { shape: "ring", tone: "ok", word: "Well" },
} as const satisfies Record<TimelineEvent["severity"], { shape: Shape; tone: Tone; word: string }>;

interface EventLineProps {
  event: TimelineEvent;
  /** The page that says more; null where there is none. */
  href: string | null;
  /** Under the pointer in a chart. */
  isNear: boolean;
  onPoint: (at: number | null) => void;
}

/** One change: when, how grave, what. */
export const EventLine = memo(function EventLine({ event, href, isNear, onPoint }: EventLineProps) {
  const { shape, tone, word } = SIGNS[event.severity];
  const text = visible(event.text);
  return (
    <li
      data-testid="event"
      data-kind={event.kind}
      data-near={isNear}
      className={`event-line border-b border-line py-2 ${isNear ? "bg-sunken" : ""}`}
      onPointerEnter={() => onPoint(event.at)}
      onPointerLeave={() => onPoint(null)}
      onFocus={() => onPoint(event.at)}
      onBlur={() => onPoint(null)}
    >
      <time dateTime={new Date(event.at).toISOString()} className="whitespace-nowrap text-soft">
        {clockText(event.at)}
      </time>
      <span className="flex min-w-0 gap-2.5">
        <Sign shape={shape} tone={tone} className="mt-[0.28em] size-[0.9em]" />
        <span className="sr-only">{word}: </span>
        {href === null ? (
          <span className="name min-w-0" dir="auto">
            {text}
          </span>
        ) : (
          <Link href={href} className="name min-w-0" dir="auto">
            {text}
          </Link>
        )}
      </span>
      <span className="text-small text-soft">{KIND_LABELS[event.kind]}</span>
    </li>
  );
});
