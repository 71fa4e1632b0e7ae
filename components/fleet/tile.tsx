import { PlimsollMark } from "#components/status/plimsoll-mark.tsx";
import { Link } from "#components/ui/link.tsx";
import { TONES } from "#components/ui/shape.tsx";
import { Since } from "#components/ui/since.tsx";
import { visible } from "#lib/model/visible.ts";
import { STATUS_SIGNS } from "./status.ts";
import type { FleetMember } from "./use-fleet.ts";
import { sinceOf, viewText, worstOf } from "./words.ts";

/** One system on the overview. `now`: Plimsoll's clock, ms since the epoch. */
export function Tile({ member, now }: { member: FleetMember; now: number | null }) {
  const { name, status, answer, isLost } = member;
  const what =
    worstOf(member)?.title ?? (answer?.status === "unknown" ? "Its state is not known." : "Nothing is wrong.");
  const since = sinceOf(member);
  const { tone, word } = STATUS_SIGNS[status];
  // Of the others the sentence says it all.
  const isTrouble = status === "critical" || status === "warning";
  return (
    <li data-testid="context" data-status={status} className="flex items-start gap-4 border-t border-line py-4">
      <PlimsollMark status={status} className={`mt-1 h-8 shrink-0 ${status === "critical" ? "text-critical" : ""}`} />
      <div className="min-w-0 flex-1">
        {since !== null && (
          <div className="float-right ml-4 pt-2 text-right">
            <Since at={since} now={now} />
          </div>
        )}
        <h2 className="text-title font-semibold">
          <Link href={`/c/${encodeURIComponent(name)}`} className="name" dir="auto">
            {name}
          </Link>
        </h2>
        <p className="name" dir="auto">
          {isTrouble && <span className={`font-semibold ${TONES[tone]}`}>{word}: </span>}
          {isLost && "Its state cannot be read now. "}
          {answer && visible(isLost ? `Last known: ${what}` : what)}
          {!answer && !isLost && "Waiting for a first answer."}
        </p>
        {answer && <p className="text-soft">{viewText(member, now)}</p>}
      </div>
    </li>
  );
}
