import type { Asset } from "#lib/model/asset.ts";
import type { Server } from "#lib/model/board.ts";

/** One load line: a level, who is at it, and whether assets that are down need it. */
export interface LoadLine {
  /** Null for servers whose level is not known or that run no JetStream. */
  level: number | null;
  servers: Server[];
  /** Assets of the board that need exactly this level. */
  needing: number;
}

/** Every level from the highest that is run or needed down to the lowest: a gap shows as bare lines. */
export function loadLines(servers: Server[], assets: Asset[]): LoadLine[] {
  const levelled = servers.filter((server) => server.jetstream && server.apiLevel !== null);
  const needs = assets.flatMap(({ requiredLevel, state }) =>
    requiredLevel !== null && requiredLevel > 0 && state !== "unobserved" ? [requiredLevel] : [],
  );
  const levels = [...levelled.flatMap(({ apiLevel }) => apiLevel ?? []), ...needs];
  const top = Math.max(...levels);
  const bottom = Math.min(...levels);
  const lines = Number.isFinite(top)
    ? Array.from({ length: Math.min(top - bottom + 1, 24) }, (_, index): LoadLine => {
        const level = top - index;
        return {
          level,
          servers: levelled.filter(({ apiLevel }) => apiLevel === level),
          needing: needs.filter((need) => need === level).length,
        };
      })
    : [];
  const rest = servers.filter((server) => !levelled.includes(server));
  return rest.length === 0 ? lines : [...lines, { level: null, servers: rest, needing: 0 }];
}
