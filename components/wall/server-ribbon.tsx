import { type CSSProperties, useMemo } from "react";
import { groupName, groupServers } from "#components/server/groups.ts";
import { byName, mapText, ServerMark } from "#components/server/server-mark.tsx";
import type { Board, Server } from "#lib/model/board.ts";
import { visible } from "#lib/model/visible.ts";
import { type Ribbon, ribbonOf } from "./ribbon.ts";

/** From the number on of which names do not fit, up to that of which the marks leave no room for rows. */
const FEWEST = 25;
const UTMOST = 2_000;
/** Inside of a wall, and what of its height marks may take beside one cause, rem. */
const WIDE = { width: 45.6, height: 8 };
const TALL = { width: 24.6, height: 18 };
/** What each other cause takes of that, and the part that all of them take at most. */
const CAUSE = 2;
const MOST = 1 / 4;

/** For both shapes of a screen: which it has is known to its style sheet alone when the page is drawn on the server. */
export interface Marks {
  clusters: { name: string; servers: Server[] }[];
  wide: Ribbon;
  tall: Ribbon;
}

/** Marks of the servers of a large system, in the room that so many causes leave; null for a small one, and where they would be too small. */
export function useMarks(servers: Board["servers"], causes: number): Marks | null {
  return useMemo(() => {
    const all = Object.values(servers);
    if (all.length < FEWEST || all.length > UTMOST) return null;
    const clusters = groupServers(all).map((group) => ({
      name: visible(group.cluster ?? groupName(group)),
      servers: byName(group.servers),
      count: group.servers.length,
    }));
    const [wide, tall] = [WIDE, TALL].map(({ width, height }) =>
      ribbonOf(clusters, width, height - Math.min(MOST * height, CAUSE * Math.max(0, causes - 1))),
    );
    return wide && tall ? { clusters, wide, tall } : null;
  }, [servers, causes]);
}

/** Every server of a large system, by cluster: who lags behind or does not answer is seen among hundreds. */
export function ServerRibbon({ marks: { clusters, wide, tall } }: { marks: Marks }) {
  const names = eachShape({ wide, tall }, ({ isNamed }) => (isNamed ? "block" : "none"));
  return (
    <div
      data-testid="server-ribbon"
      role="img"
      aria-label={mapText(clusters.flatMap(({ servers }) => servers))}
      className="wall-ribbon"
      style={names}
    >
      {clusters.map(({ name, servers }) => (
        <div key={servers[0]?.id}>
          {(wide.isNamed || tall.isNamed) && <p className="wall-cluster-name">{name}</p>}
          <div className="wall-marks" style={eachShape({ wide, tall }, (ribbon) => columns(servers.length, ribbon))}>
            {servers.map((server) => (
              <ServerMark key={server.id} server={server} className="w-full" />
            ))}
          </div>
        </div>
      ))}
    </div>
  );
}

function columns(count: number, { side, lines }: Ribbon): string {
  return `repeat(${Math.ceil(count / lines)}, calc(${side} * var(--unit)))`;
}

interface EachShape extends CSSProperties {
  "--wide": string;
  "--tall": string;
}

/** A value for each shape, of which the style sheet takes the one that it needs. */
function eachShape({ wide, tall }: Pick<Marks, "wide" | "tall">, of: (ribbon: Ribbon) => string): EachShape {
  return { "--wide": of(wide), "--tall": of(tall) };
}
