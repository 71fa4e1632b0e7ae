import type { Board, HistoryPoint } from "../../lib/model/board.ts";
import * as boards from "./boards/boards.ts";
import { fleet } from "./boards/fleet.ts";
import { calmHistory, incidentHistory, partialHistory, rolloutHistory } from "./boards/history.ts";

export type Size = keyof typeof sizes;

/** Screens as they hang and lie around: width and height, px. */
export const sizes = {
  "1920x1080": { width: 1920, height: 1080 },
  "1080x1920": { width: 1080, height: 1920 },
  "390x844": { width: 390, height: 844 },
} as const;

export interface Shot {
  /** Becomes `docs/images/<name>-<size>-<theme>.png`. */
  name: string;
  size: Size;
  theme: "light" | "dark" | "contrast";
  board: Board;
  path?: string;
  /** The servers were last observed that long ago, ms. */
  age?: number;
  /** JSON answers by the end of their path. */
  json?: { [path: string]: object };
}

/** How a board came to be what it is. */
export function historyOf(board: Board): HistoryPoint[] {
  if (board === incident || board === crowded) return incidentHistory;
  if (board === rollout) return rolloutHistory;
  if (board === partial) return partialHistory;
  if (board === vast) return calmHistory.map((point) => ({ ...point, levels: { "3": 5, "5": 295 } }));
  return board === denied ? [] : calmHistory;
}

const { healthy, incident, rollout, partial, empty, denied, crowded, vast } = boards;
/** A wall that stands still. */
export const wall = "/?wall&drift=off";

export const shots: Shot[] = [
  { name: "incident", size: "1920x1080", theme: "dark", board: incident },
  { name: "incident", size: "1920x1080", theme: "light", board: incident },
  { name: "incident", size: "390x844", theme: "light", board: incident },
  { name: "healthy", size: "1920x1080", theme: "light", board: healthy },
  { name: "healthy", size: "1920x1080", theme: "dark", board: healthy },
  { name: "healthy", size: "390x844", theme: "dark", board: healthy },
  { name: "rollout", size: "1920x1080", theme: "light", board: rollout },
  { name: "partial", size: "1920x1080", theme: "dark", board: partial },
  { name: "stale", size: "1920x1080", theme: "dark", board: incident, age: 252_000 },
  { name: "empty", size: "1920x1080", theme: "light", board: empty },
  { name: "denied", size: "1920x1080", theme: "light", board: denied },
  { name: "vast", size: "1920x1080", theme: "dark", board: vast },
  { name: "wall-vast", size: "1920x1080", theme: "light", board: vast, path: wall },
  { name: "wall-incident", size: "1920x1080", theme: "dark", board: incident, path: wall },
  { name: "wall-incident", size: "1080x1920", theme: "dark", board: incident, path: wall },
  { name: "wall-incident", size: "1920x1080", theme: "contrast", board: incident, path: wall },
  { name: "wall-crowded", size: "1920x1080", theme: "dark", board: crowded, path: wall },
  { name: "wall-healthy", size: "1920x1080", theme: "dark", board: healthy, path: wall },
  { name: "wall-rollout", size: "1920x1080", theme: "light", board: rollout, path: wall },
  { name: "fleet", size: "1920x1080", theme: "light", board: healthy, json: fleet },
  { name: "wall-fleet", size: "1920x1080", theme: "dark", board: healthy, path: wall, json: fleet },
  { name: "wall-partial", size: "1920x1080", theme: "light", board: partial, path: wall },
  { name: "wall-stale", size: "1920x1080", theme: "dark", board: incident, path: wall, age: 252_000 },
  { name: "assets", size: "1920x1080", theme: "dark", board: incident, path: "/c/prod/assets" },
];
