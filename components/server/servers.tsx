"use client";

import dynamic from "next/dynamic";
import { useMemo } from "react";
import { persistently } from "#components/feed/persistently.ts";
import { useNow } from "#components/feed/use-now.ts";
import { Blank } from "#components/ui/blank.tsx";
import { Section } from "#components/ui/section.tsx";
import type { Board } from "#lib/model/board.ts";
import { ClientViews } from "./client-view.tsx";
import { groupName, groupServers, type ServerGroup } from "./groups.ts";
import { LoadScale } from "./load-scale.tsx";
import { needsOf } from "./scale.ts";
import { UniformGroup } from "./uniform-group.tsx";

// Few systems are so large.
const ServerMap = dynamic(() => persistently(() => import("./server-map.tsx")).then((module) => module.ServerMap));

/** Servers whose names still fit: of more each is a mark. */
const NAMES = 60;

/** Beside each other along the room: with nothing wrong there is enough of it. */
const LINES = "grid gap-x-12 gap-y-8 @4xl:grid-flow-col @4xl:auto-cols-fr";

/** All servers by domain and cluster: a line where all are equal, load lines where they are not. */
export function Servers({ board, isLarge = false }: { board: Board; isLarge?: boolean }) {
  const now = useNow(1_000);
  const servers = useMemo(() => Object.values(board.servers), [board.servers]);
  const groups = useMemo(() => groupServers(servers), [servers]);
  const isMany = servers.length > NAMES;
  // Counted over all; where there are several groups only the assets on the board tell whose they are.
  const isWhole = groups.length === 1;
  const isCut = Object.keys(board.assets).length < board.head.troubled;
  return (
    <Section title="Servers and the level they carry">
      {groups.length === 0 && <Blank shape="question" title="No server has answered yet" />}
      <div className={isLarge && !isMany ? LINES : "space-y-6"}>
        {isMany && <ServerMap groups={groups} now={now} />}
        {(isMany ? [] : groups).map((group) =>
          group.isUniform ? (
            <UniformGroup key={group.key} group={group} isLarge={isLarge} />
          ) : (
            <div key={group.key}>
              <h3 className="name mb-2 font-semibold">{groupName(group)}</h3>
              <LoadScale
                servers={group.servers}
                needs={isWhole ? board.head.counts.requiredLevels : needsOf(assetsOf(board, group))}
                isPartial={isCut && !isWhole}
                now={now}
              />
            </div>
          ),
        )}
        <ClientViews servers={servers} />
      </div>
    </Section>
  );
}

function assetsOf(board: Board, group: ServerGroup) {
  return Object.values(board.assets).filter(
    ({ domain, cluster }) => domain === group.domain && (cluster === null || cluster === group.cluster),
  );
}
