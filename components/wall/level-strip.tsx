import { type LoadLine, loadLines } from "#components/server/scale.ts";
import { countOf } from "#components/ui/words.ts";
import type { Board } from "#lib/model/board.ts";

const NAMES = 3;
const TICKS = 7;

/** The load lines laid along the foot of the wall: who carries which level, and where assets need one. */
export function LevelStrip({ board, isLarge }: { board: Board; isLarge: boolean }) {
  const lines = loadLines(Object.values(board.servers), board.head.counts.requiredLevels).toReversed();
  const marked = lines.filter(({ servers, needing }) => servers.length + needing > 0).slice(-TICKS);
  if (marked.length === 0) return null;
  return (
    <ol data-testid="level-strip" className={`wall-strip ${isLarge && marked.length > 1 ? "wall-strip-large" : ""}`}>
      {marked.map((line) => (
        <li key={line.level ?? "none"} className="wall-tick" data-needed={line.needing > 0}>
          <span className="wall-level">
            <span className="sr-only">Level </span>
            {line.level ?? "–"}
          </span>
          <span className="wall-who">
            {whoText(line)}{" "}
            {line.needing > 0 && <b className="wall-need">needed by {line.needing.toLocaleString("en")} down</b>}{" "}
            {silentText(line) && <b className="wall-need">{silentText(line)}</b>}
          </span>
        </li>
      ))}
    </ol>
  );
}

function silentText({ servers }: LoadLine): string {
  const silent = servers.filter(({ state }) => state === "silent");
  const [only] = silent;
  if (!only) return "";
  return silent.length === 1 ? `${only.name} silent` : `${silent.length} silent`;
}

function whoText({ level, servers: all }: LoadLine): string {
  const servers = all.filter(({ state }) => state === "answering");
  if (servers.length === 0) return "";
  const who = servers.length > NAMES ? countOf(servers.length, "server") : servers.map(({ name }) => name).join(", ");
  const versions = [...new Set(servers.map(({ version }) => version))];
  const version = versions.length === 1 ? versions[0] : countOf(versions.length, "version");
  return level === null ? `${who}, no level` : `${who}, ${version}`;
}
