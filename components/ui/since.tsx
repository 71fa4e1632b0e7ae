import { dateText, durationText, timeText } from "./time.ts";

/** A moment as a duration and a time: "12 min" over "14:02 UTC". Times are ms since the epoch. */
export function Since({ at, now }: { at: number; now: number | null }) {
  return (
    <time dateTime={new Date(at).toISOString()} title={dateText(at)} className="tabular">
      {now !== null && <span className="block whitespace-nowrap font-medium">{durationText(now - at)}</span>}
      <span className="block text-small text-soft">{timeText(at, now)}</span>
    </time>
  );
}
