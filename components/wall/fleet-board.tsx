"use client";

import { useMemo } from "react";
import type { FleetState } from "#components/fleet/use-fleet.ts";
import { useFleetNow } from "#components/fleet/use-fleet-now.ts";
import { coverageText, lastKnownText } from "#components/fleet/words.ts";
import { SignedOut } from "#components/status/login-notice.tsx";
import { UNREACHABLE } from "#components/status/words.ts";
import { clockText } from "#components/ui/time.ts";
import { countOf } from "#lib/model/words.ts";
import { fleetRows } from "./fleet-rows.ts";
import { pagerText } from "./pages.ts";
import { StaleNotice } from "./stale-notice.tsx";
import { usePages } from "./use-pages.ts";
import { useTurns } from "./use-turns.ts";
import { WallFoot } from "./wall-foot.tsx";
import { useWall } from "./wall-frame.tsx";
import { WallHeadline } from "./wall-headline.tsx";
import { WallRows } from "./wall-rows.tsx";

/** All systems on a wall, each with what is worst there. */
export function FleetBoard({ fleet, onEnd }: { fleet: FleetState; onEnd: () => void }) {
  const { setup, isPaused, alarm } = useWall();
  const now = useFleetNow(fleet.members);
  const groups = useMemo(() => fleetRows(fleet.members, now), [fleet.members, now]);
  const list = usePages(groups);
  const { pages } = list;
  const every = setup.rotate === null ? setup.page : Math.max(setup.page, setup.rotate / pages.length);
  const turn = useTurns({ count: pages.length, every, isPaused, onEnd: setup.rotate === null ? undefined : onEnd });
  return (
    <>
      {fleet.isStale && <StaleNotice age={lastKnownText(fleet.members, now)} why={UNREACHABLE} />}
      {fleet.isSignedOut && <SignedOut />}
      <div className={`wall-body ${fleet.isStale ? "stale" : ""}`} data-testid="frame" data-stale={fleet.isStale}>
        <WallHeadline
          status={fleet.worst}
          isCalm={false}
          isStale={fleet.isStale}
          isFresh={false}
          alarms={alarm.count}
          main={fleet.main}
          rest={coverageText(fleet.members)}
          pager={list.isMeasured ? pagerText(pages, turn) : null}
        />
        <WallRows of={list} turn={turn} now={now} />
      </div>
      <WallFoot isTurning={pages.length > 1 || setup.rotate !== null}>
        <strong>{countOf(fleet.members.length, "system")}</strong>
        {now !== null && <span className="text-soft">{clockText(now)}</span>}
      </WallFoot>
    </>
  );
}
