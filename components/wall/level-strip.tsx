import { type LoadLine, loadLines } from "#components/server/scale.ts";
import type { Board } from "#lib/model/board.ts";
import { visible } from "#lib/model/visible.ts";
import { countOf, grouped } from "#lib/model/words.ts";

const NAMES = 3;
/** Letters of names that the strip has room for, on one load line or on all. */
const LETTERS = 48;
const TICKS = 7;

/** The load lines laid along the foot of the wall: who carries which level, and where assets need one. */
export function LevelStrip({ board, isLarge }: { board: Board; isLarge: boolean }) {
  const lines = loadLines(Object.values(board.servers), board.head.counts.requiredLevels).toReversed();
  const marked = lines.filter(({ servers, needing }) => servers.length + needing > 0).slice(-TICKS);
  if (marked.length === 0) return null;
  const room = LETTERS / marked.length;
  return (
    <ol data-testid="level-strip" className={`wall-strip ${isLarge && marked.length > 1 ? "wall-strip-large" : ""}`}>
      {marked.map((line) => (
        <li key={line.level ?? "none"} className="wall-tick" data-needed={line.needing > 0}>
          <span className="wall-level">
            <span className="sr-only">Level </span>
            {line.level ?? "–"}
          </span>
          <span className="wall-who">
            {whoText(line, room)}{" "}
            {line.needing > 0 && <b className="wall-need">needed by {grouped(line.needing)} down</b>}{" "}
            {silentText(line, room) && <b className="wall-silent">{silentText(line, room)}</b>}
          </span>
        </li>
      ))}
    </ol>
  );
}

function silentText({ servers }: LoadLine, room: number): string {
  const silent = servers.filter(({ state }) => state === "silent");
  const [only] = silent;
  if (!only) return "";
  return silent.length === 1 && only.name.length <= room ? `${visible(only.name)} silent` : `${silent.length} silent`;
}

/** Names where they fit with the version, which says more. */
function whoText({ level, servers: all }: LoadLine, room: number): string {
  const servers = all.filter(({ state }) => state === "answering");
  if (servers.length === 0) return "";
  const names = servers.map(({ name }) => name).join(", ");
  const who = servers.length > NAMES || names.length > room ? countOf(servers.length, "server") : names;
  const versions = [...new Set(servers.map(({ version }) => version))];
  const version = versions.length === 1 ? versions[0] : countOf(versions.length, "version");
  return visible(level === null ? `${who}, no level` : `${who}, ${version}`);
}
