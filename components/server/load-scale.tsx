import { Link } from "#components/ui/link.tsx";
import { countOf } from "#components/ui/words.ts";
import type { Asset } from "#lib/model/asset.ts";
import type { Server } from "#lib/model/board.ts";
import { serverHref } from "./href.ts";
import { type LoadLine, loadLines } from "./scale.ts";
import { ServerLine } from "./server-line.tsx";

const ROWS = 24;

/** A hull's load lines: levels from top to bottom, servers at the line up to which they carry, the mark where assets need more. */
export function LoadScale(props: { servers: Server[]; assets: Asset[]; context: string; now: number | null }) {
  const lines = loadLines(props.servers, props.assets);
  const isLong = props.servers.length > ROWS;
  return (
    <ol data-testid="load-scale" className="border-l-2 border-line-strong">
      {lines.map((line) => (
        <li
          key={line.level ?? "none"}
          data-level={line.level ?? "none"}
          className={`relative grid grid-cols-[4.5rem_minmax(0,1fr)] ${line.servers.length === 0 ? "min-h-6" : "min-h-12"}`}
        >
          <LevelMark line={line} />
          <div className="min-w-0 border-t border-line">
            {line.needing > 0 && <Needing count={line.needing} level={line.level} />}
            {isLong ? (
              <Many servers={line.servers} context={props.context} />
            ) : (
              line.servers.map((server) => (
                <ServerLine key={server.id} server={server} context={props.context} now={props.now} />
              ))
            )}
          </div>
        </li>
      ))}
    </ol>
  );
}

function LevelMark({ line }: { line: LoadLine }) {
  const isHeld = line.servers.length > 0;
  return (
    <div className={`border-t pt-2 pl-3 ${isHeld ? "border-t-2 border-ink" : "border-line-strong"}`}>
      {line.level === null ? (
        <span className="label">no level</span>
      ) : (
        <span className={isHeld ? "text-numeral font-light" : "text-small text-soft"}>
          <span className="sr-only">Level </span>
          {line.level}
        </span>
      )}
    </div>
  );
}

function Needing({ count, level }: { count: number; level: number | null }) {
  return (
    <p className="flex items-center gap-2 py-2 pl-2 text-small font-semibold text-critical">
      <svg viewBox="0 0 28 16" aria-hidden="true" className="h-[1.1em] shrink-0">
        <path d="M0 8h28M14 2a6 6 0 1 1 0 12 6 6 0 0 1 0-12Z" fill="none" stroke="currentColor" strokeWidth="1.8" />
      </svg>
      {countOf(count, "troubled asset")} {count === 1 ? "needs" : "need"} level {level}
    </p>
  );
}

function Many({ servers, context }: { servers: Server[]; context: string }) {
  if (servers.length === 0) return null;
  const shown = servers.slice(0, 60);
  return (
    <p className="py-2 pl-2">
      <span className="mr-3 font-semibold">{countOf(servers.length, "server")}</span>
      {shown.map((server) => (
        <Link key={server.id} className="name mr-3 inline-block text-soft" href={serverHref(context, server.id)}>
          {server.name}
        </Link>
      ))}
      {servers.length > shown.length && <span className="text-soft">and {servers.length - shown.length} more</span>}
    </p>
  );
}
