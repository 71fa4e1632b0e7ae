"use client";

import { useMemo } from "react";
import type { FleetState } from "#components/fleet/use-fleet.ts";
import { countOf } from "#components/ui/words.ts";
import { fleetRows } from "./fleet-rows.ts";
import { usePages } from "./use-pages.ts";
import { useTurns } from "./use-turns.ts";
import { WallFoot } from "./wall-foot.tsx";
import { useWall } from "./wall-frame.tsx";
import { WallHeadline } from "./wall-headline.tsx";
import { WallRows } from "./wall-rows.tsx";

/** All systems on a wall, each with what is worst there. */
export function FleetBoard({ fleet, onEnd }: { fleet: FleetState; onEnd: () => void }) {
  const { setup, isPaused, alarm } = useWall();
  const groups = useMemo(() => fleetRows(fleet.members), [fleet.members]);
  const { list, pages } = usePages(groups);
  const every = setup.rotate === null ? setup.page : Math.max(setup.page, setup.rotate / pages.length);
  const turn = useTurns({ count: pages.length, every, isPaused, onEnd: setup.rotate === null ? undefined : onEnd });
  const page = pages[turn];
  return (
    <>
      <div className="wall-body">
        <WallHeadline
          status={fleet.worst}
          isCalm={false}
          isStale={false}
          isFresh={false}
          newest={alarm.newest}
          main={fleet.main}
          rest=""
        />
        <div ref={list} className="wall-list">
          {page && <WallRows page={page} now={null} />}
        </div>
      </div>
      <WallFoot index={turn} count={pages.length} more={page?.more ?? 0}>
        <strong>{countOf(fleet.members.length, "system")}</strong>
      </WallFoot>
    </>
  );
}
