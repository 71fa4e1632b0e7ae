import { groupName, groupServers } from "#components/server/groups.ts";
import { byName, mapText, ServerMark } from "#components/server/server-mark.tsx";
import { visible } from "#components/ui/visible.ts";
import type { Server } from "#lib/model/board.ts";

/** Room for all marks, rem²; their sides, rem: at least what is still seen from afar, and with names where those are no higher. */
const AREA = 75;
const LEAST = 0.3;
const NAMED = 0.4;
const MOST = 0.6;
/** From the number on of which names do not fit, up to that of which the marks leave no room for rows. */
const FEWEST = 25;
const UTMOST = 2_000;

export function hasRibbon(servers: Server[]): boolean {
  return servers.length >= FEWEST && servers.length <= UTMOST;
}

/** Every server of a large system, by cluster: who lags behind or does not answer is seen among hundreds. */
export function ServerRibbon({ servers }: { servers: Server[] }) {
  const side = Math.min(MOST, Math.max(LEAST, Math.sqrt(AREA / servers.length)));
  return (
    <div data-testid="server-ribbon" role="img" aria-label={mapText(servers)} className="wall-ribbon">
      {groupServers(servers).map((group) => (
        <div key={group.key} className="wall-cluster">
          {side >= NAMED && <span className="wall-cluster-name">{visible(group.cluster ?? groupName(group))}</span>}
          {byName(group.servers).map((server) => (
            <span key={server.id} style={{ width: `${side}rem`, height: `${side}rem` }}>
              <ServerMark server={server} className="size-full" />
            </span>
          ))}
        </div>
      ))}
    </div>
  );
}
