import { Link } from "#components/ui/link.tsx";
import type { Counts, Server } from "#lib/model/board.ts";
import { visible } from "#lib/model/visible.ts";
import { countOf } from "#lib/model/words.ts";
import { type LoadLine, loadLines } from "./scale.ts";
import { ServerLine } from "./server-line.tsx";
import { useServerHref } from "./use-server-href.ts";

const ROWS = 24;

interface LoadScaleProps {
  servers: Server[];
  /** Of the assets that are down. */
  needs: Counts["requiredLevels"];
  /** More may be down than `needs` counts. */
  isPartial: boolean;
  now: number | null;
}

/** A hull's load lines: levels from top to bottom, servers at the line that they carry, the mark where assets need more. */
export function LoadScale(props: LoadScaleProps) {
  const isLong = props.servers.length > ROWS;
  return (
    <ol data-testid="load-scale">
      {loadLines(props.servers, props.needs).map((line) => (
        <li
          key={line.level ?? "none"}
          data-level={line.level ?? "none"}
          className="grid grid-cols-[2.5rem_2rem_minmax(0,1fr)]"
        >
          <LevelFigure line={line} />
          <Tick line={line} />
          <div className={`min-w-0 ${line.servers.length + line.needing === 0 ? "min-h-7" : "pb-3"}`}>
            {line.needing > 0 && (
              <p className="py-2.5 font-semibold text-critical">
                {props.isPartial && "At least "}
                {countOf(line.needing, "asset")} down {line.needing === 1 ? "needs" : "need"} level {line.level}
              </p>
            )}
            {isLong ? (
              <Many servers={line.servers} />
            ) : (
              line.servers.map((server) => <ServerLine key={server.id} server={server} now={props.now} />)
            )}
          </div>
        </li>
      ))}
    </ol>
  );
}

function LevelFigure({ line: { level, servers, needing } }: { line: LoadLine }) {
  if (level === null)
    return (
      <span aria-hidden="true" className="pt-1 text-numeral font-light text-soft">
        –
      </span>
    );
  const isHeld = servers.length > 0;
  const size = isHeld ? "pt-1 text-numeral font-light" : needing > 0 ? "pt-2.5 text-critical" : "text-small text-soft";
  return (
    <span className={size}>
      <span className="sr-only">Level </span>
      {level}
    </span>
  );
}

/** The hull with its tick; where assets need a level that some server lacks, the Plimsoll mark. */
function Tick({ line: { servers, needing } }: { line: LoadLine }) {
  const isHeld = servers.length > 0;
  return (
    <div aria-hidden="true" className="relative border-l-2 border-line-strong">
      {needing > 0 ? (
        <svg aria-hidden="true" viewBox="0 0 32 24" className="absolute top-2.5 -left-[1.07rem] h-6 w-8 text-critical">
          <path d="M0 12h32" stroke="currentColor" strokeWidth="2.4" />
          <circle cx="16" cy="12" r="8" fill="var(--ground)" stroke="currentColor" strokeWidth="2.4" />
          <path d="M8 12h16" stroke="currentColor" strokeWidth="2.4" />
        </svg>
      ) : (
        <div
          className={`absolute left-0 ${isHeld ? "top-[1.32rem] w-5 border-t-2 border-ink" : "top-[0.6rem] w-3 border-t border-line-strong"}`}
        />
      )}
    </div>
  );
}

function Many({ servers }: { servers: Server[] }) {
  const hrefOf = useServerHref();
  if (servers.length === 0) return null;
  return (
    <p className="py-2">
      <span className="mr-3 text-large font-semibold">{countOf(servers.length, "server")}</span>
      {servers.map((server) => (
        <Link key={server.id} className="name mr-3 inline-block text-soft" href={hrefOf(server)}>
          {visible(server.name)}
        </Link>
      ))}
    </p>
  );
}
