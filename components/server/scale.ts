import type { Asset } from "#lib/model/asset.ts";
import type { Counts, Server } from "#lib/model/board.ts";

/** One load line: a level, who is at it, and whether assets that are down need it. */
export interface LoadLine {
  /** Null for servers whose level is not known or that run no JetStream. */
  level: number | null;
  servers: Server[];
  /** Assets that are down and need exactly this level, where some server is below it. */
  needing: number;
}

type Needs = Counts["requiredLevels"];

const LONGEST = 24;

/** Every level from the highest that is run or needed down to the lowest: a gap shows as bare lines. */
export function loadLines(servers: Server[], needs: Needs): LoadLine[] {
  const levelled = servers.filter((server) => server.jetstream && server.apiLevel !== null);
  const held = levelled.flatMap(({ apiLevel }) => apiLevel ?? []);
  const bottom = Math.min(...held);
  const needed = Object.keys(needs)
    .map(Number)
    .filter((level) => level > bottom);
  const top = Math.max(...held, ...needed);
  const lines = Number.isFinite(top)
    ? Array.from({ length: Math.min(top - bottom + 1, LONGEST) }, (_, index): LoadLine => {
        const level = top - index;
        const here = levelled.filter(({ apiLevel }) => apiLevel === level);
        return { level, servers: here, needing: level > bottom ? (needs[level] ?? 0) : 0 };
      })
    : [];
  const rest = servers.filter((server) => !levelled.includes(server));
  return rest.length === 0 ? lines : [...lines, { level: null, servers: rest, needing: 0 }];
}

/** Down assets by the level that they need. */
export function needsOf(assets: Asset[]): Needs {
  const needs: Needs = {};
  for (const { state, requiredLevel } of assets) {
    if (requiredLevel === null || (state !== "offline" && state !== "unavailable")) continue;
    needs[requiredLevel] = (needs[requiredLevel] ?? 0) + 1;
  }
  return needs;
}
