import { Sign, type Tone } from "#components/ui/shape.tsx";
import { durationText, startText } from "#components/ui/time.ts";
import type { DrawnKind } from "./pages.ts";
import type { WallRow } from "./rows.ts";
import type { WallList } from "./use-pages.ts";

const TEXT = {
  critical: "text-critical",
  warning: "text-warning",
  info: "text-info",
  ok: "text-ok",
  quiet: "text-soft",
} as const satisfies Record<Tone, string>;

interface WallRowsProps {
  of: WallList;
  /** Which page. */
  turn: number;
  now: number | null;
}

/** One page of rows; critical heads of other pages stand above and below them. */
export function WallRows({ of: { list, ruler, unmeasured, columns, pages, isMeasured }, turn, now }: WallRowsProps) {
  const page = pages[turn];
  const style = { gridTemplateColumns: columns };
  return (
    <div ref={list} className="wall-list" data-measured={isMeasured}>
      {page && page.rows.length > 0 && (
        <ol className="wall-rows" style={style}>
          {page.above.map((row) => (
            <Row key={`pin ${row.key}`} row={row} kind="pin" now={now} />
          ))}
          {page.rows.map(({ row, kind }) => (
            <Row key={row.key} row={row} kind={kind} now={now} />
          ))}
          {page.below.map((row) => (
            <Row key={`pin ${row.key}`} row={row} kind="pin" now={now} />
          ))}
        </ol>
      )}
      {unmeasured.length > 0 && (
        <ol ref={ruler} aria-hidden="true" className="wall-rows wall-ruler" style={style}>
          {unmeasured.map(({ row, kind }) => (
            <Row key={`${kind} ${row.key}`} row={row} kind={kind} now={now} />
          ))}
        </ol>
      )}
    </div>
  );
}

function Row({ row, kind, now }: { row: WallRow; kind: DrawnKind; now: number | null }) {
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
          {kind === "head" && <span className="wall-time">{startText(row.since, now)}</span>}
        </time>
      )}
    </li>
  );
}
