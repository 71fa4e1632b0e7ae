import { dateText } from "#components/ui/time.ts";
import type { Board } from "#lib/model/board.ts";

/** Says that what is shown is not a live system. */
export function RecordingLabel({ source }: { source: Board["head"]["source"] }) {
  if (source.kind === "live") return null;
  return (
    <p
      data-testid="recording"
      className="recording flex flex-wrap items-baseline gap-x-3 border-b border-line bg-sunken px-[var(--gutter)] py-1.5"
    >
      <strong className="font-semibold">Recording, not a live system</strong>
      <span className="name" dir="auto">
        {source.title}
      </span>
      <span className="text-soft">recorded {dateText(source.recordedAt)}</span>
    </p>
  );
}
