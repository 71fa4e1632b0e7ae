import { Sign, type Tone } from "#components/ui/shape.tsx";
import { durationText, startText } from "#components/ui/time.ts";
import { MANY } from "./fold.ts";
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
          {page.rows.map(({ row, kind }) => (
            <Row key={`${kind} ${row.key}`} row={row} kind={kind} now={now} />
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

function Row({
  row: { sign, titles, text, line, since },
  kind,
  now,
}: {
  row: WallRow;
  kind: DrawnKind;
  now: number | null;
}) {
  // By their place: several accounts may have the same name.
  const names = Array.from(titles.entries(), ([place, title]) => (
    <span key={place} className="wall-title" dir="auto">
      {title}
    </span>
  ));
  const reason = text && (
    <span className="wall-text" dir="auto">
      {text}
    </span>
  );
  return (
    <li
      data-testid="wall-row"
      data-kind={kind}
      data-line={line?.index}
      className={`wall-row wall-${kind} ${line ? "wall-line" : ""}`}
    >
      {sign && (
        <span className={`wall-state ${TEXT[sign.tone]}`}>
          <Sign shape={sign.shape} tone={sign.tone} />
          {sign.word}
        </span>
      )}
      {since !== null && now !== null && kind !== "remedy" && (
        <time className="wall-since" dateTime={new Date(since).toISOString()}>
          {kind !== "why" && durationText(now - since)}
          {(kind === "why" || (kind === "head" && text)) && <span className="wall-time">{startText(since, now)}</span>}
        </time>
      )}
      {line ? (
        <span className="wall-names">
          {line.of > MANY && reason}
          {names}
          {line.of <= MANY && reason}
        </span>
      ) : (
        <>
          {names}
          {reason}
        </>
      )}
    </li>
  );
}
