import { Sign, type Tone } from "#components/ui/shape.tsx";
import { durationText, timeText } from "#components/ui/time.ts";
import type { WallPage } from "./pages.ts";
import type { WallRow } from "./rows.ts";

const TEXT = {
  critical: "text-critical",
  warning: "text-warning",
  info: "text-info",
  ok: "text-ok",
  quiet: "text-soft",
} as const satisfies Record<Tone, string>;

/** One page of rows; critical heads of other pages stand above and below them. */
export function WallRows({ page, now }: { page: WallPage; now: number | null }) {
  return (
    <ol className="wall-rows">
      {page.above.map((row) => (
        <Row key={`pin ${row.key}`} row={row} kind="pin" now={now} />
      ))}
      {page.rows.map((row) => (
        <Row key={row.key} row={row} kind={row.kind} now={now} />
      ))}
      {page.below.map((row) => (
        <Row key={`pin ${row.key}`} row={row} kind="pin" now={now} />
      ))}
    </ol>
  );
}

function Row({ row, kind, now }: { row: WallRow; kind: WallRow["kind"] | "pin"; now: number | null }) {
  return (
    <li data-testid="wall-row" data-kind={kind} className={`wall-row wall-${kind}`}>
      {row.sign && (
        <span className={`wall-state ${TEXT[row.sign.tone]}`}>
          <Sign shape={row.sign.shape} tone={row.sign.tone} />
          {row.sign.word}
        </span>
      )}
      <span className="wall-title" dir="auto">
        {row.title}
      </span>
      {row.text && (
        <span className="wall-text" dir="auto">
          {row.text}
        </span>
      )}
      {row.since !== null && now !== null && (
        <time className="wall-since" dateTime={new Date(row.since).toISOString()}>
          {durationText(now - row.since)}
          {kind === "head" && <span className="wall-time">{timeText(row.since, now)}</span>}
        </time>
      )}
    </li>
  );
}
