import type { Asset } from "#lib/model/asset.ts";
import type { Server } from "#lib/model/board.ts";

/** One load line: a level, who is at it, and whether assets that are down need it. */
export interface LoadLine {
  /** Null for servers whose level is not known or that run no JetStream. */
  level: number | null;
  servers: Server[];
  /** Assets that are down and need exactly this level, where some server is below it. */
  needing: number;
}

const LONGEST = 24;

/** Every level from the highest that is run or needed down to the lowest: a gap shows as bare lines. */
export function loadLines(servers: Server[], assets: Asset[]): LoadLine[] {
  const levelled = servers.filter((server) => server.jetstream && server.apiLevel !== null);
  const held = levelled.flatMap(({ apiLevel }) => apiLevel ?? []);
  const bottom = Math.min(...held);
  const needs = assets
    .filter(({ state }) => state === "offline" || state === "unavailable")
    .flatMap(({ requiredLevel }) => (requiredLevel !== null && requiredLevel > bottom ? [requiredLevel] : []));
  const top = Math.max(...held, ...needs);
  const lines = Number.isFinite(top)
    ? Array.from({ length: Math.min(top - bottom + 1, LONGEST) }, (_, index) => lineAt(top - index, levelled, needs))
    : [];
  const rest = servers.filter((server) => !levelled.includes(server));
  return rest.length === 0 ? lines : [...lines, { level: null, servers: rest, needing: 0 }];
}

function lineAt(level: number, servers: Server[], needs: number[]): LoadLine {
  return {
    level,
    servers: servers.filter(({ apiLevel }) => apiLevel === level),
    needing: needs.filter((need) => need === level).length,
  };
}
