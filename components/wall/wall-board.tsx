"use client";

import { useMemo, useState } from "react";
import { Coverage } from "#components/coverage/coverage.tsx";
import { useContextName } from "#components/feed/feed-provider.tsx";
import { useBoard } from "#components/feed/use-board.ts";
import { useIsStale } from "#components/feed/use-freshness.ts";
import { useNow } from "#components/feed/use-now.ts";
import { ConnectionProblem, untoldProblem } from "#components/status/connection-problem.tsx";
import { Freshness } from "#components/status/freshness.tsx";
import { headlineOf } from "#components/status/headline.ts";
import type { Board } from "#lib/model/board.ts";
import { visible } from "#lib/model/visible.ts";
import { LevelStrip } from "./level-strip.tsx";
import { pagerText } from "./pages.ts";
import { serverRows, troubleRows } from "./rows.ts";
import { ServerRibbon, useMarks } from "./server-ribbon.tsx";
import { usePages } from "./use-pages.ts";
import { useTurns } from "./use-turns.ts";
import { WallFoot } from "./wall-foot.tsx";
import { useWall } from "./wall-frame.tsx";
import { WallHeadline } from "./wall-headline.tsx";
import { WallNotices } from "./wall-notices.tsx";
import { WallRows } from "./wall-rows.tsx";

/** A critical finding is fresh for so long, ms. */
const FRESH = 600_000;

/** One system on a wall. With a rotation it shows its servers too, then calls `onEnd`. */
export function WallBoard({ onEnd }: { onEnd?: () => void }) {
  const board = useBoard();
  const context = useContextName();
  const isStale = useIsStale();
  const now = useNow(1_000);
  const { setup, isPaused, alarm } = useWall();
  const [view, setView] = useState<"trouble" | "servers">("trouble");
  const groups = useMemo(() => {
    if (!board) return [];
    return view === "servers" ? serverRows(board) : troubleRows(board);
  }, [board, view]);
  const list = usePages(groups);
  const { pages } = list;
  const every = setup.rotate === null ? setup.page : Math.max(setup.page, setup.rotate / pages.length);
  const turn = useTurns({ count: pages.length, every, isPaused, onEnd: setup.rotate === null ? undefined : goOn });
  function goOn(): void {
    if (view === "servers") onEnd?.();
    setView(view === "servers" ? "trouble" : "servers");
  }

  const headline = board ? headlineOf(board) : WAITING;
  const status = isStale ? "unknown" : headline.status;
  const critical = Object.values(board?.findings ?? {}).filter(({ severity }) => severity === "critical");
  const problem = board && untoldProblem(board);
  const newest = Math.max(0, ...critical.map(({ since }) => since));
  return (
    <>
      <WallNotices board={board} />
      <div className={`wall-body ${isStale ? "stale" : ""}`} data-testid="frame" data-stale={isStale}>
        <WallHeadline
          status={status}
          isCalm={groups.length === 0 && status === "ok"}
          isStale={isStale}
          isFresh={now !== null && now - newest < FRESH}
          alarms={alarm.count}
          main={visible(headline.main)}
          rest={visible(headline.rest)}
          pager={list.isMeasured ? pagerText(pages, turn) : null}
        />
        <WallRows of={list} turn={turn} now={now} />
        {problem && (
          <div className="wall-problem">
            <ConnectionProblem problem={problem} />
          </div>
        )}
        {board && view === "trouble" && <Fleet board={board} causes={groups.length} />}
      </div>
      <WallFoot isTurning={pages.length > 1 || setup.rotate !== null}>
        <strong className="name" dir="auto">
          {context}
        </strong>
        {board && <Coverage coverage={board.head.coverage} />}
        <Freshness />
      </WallFoot>
    </>
  );
}

const NOBODY: Board["servers"] = {};

/** Who carries which level. Of many servers each is a mark, where no rows of assets want the room. */
function Fleet({ board, causes }: { board: Board; causes: number }) {
  const isQuiet = board.head.troubled === 0;
  const marks = useMarks(isQuiet ? board.servers : NOBODY, causes);
  return (
    <>
      {marks && <ServerRibbon marks={marks} />}
      <LevelStrip board={board} isLarge={isQuiet && !marks} />
    </>
  );
}

const WAITING = {
  status: "unknown",
  main: "Nothing is known yet",
  rest: "Waiting for Plimsoll's first answer.",
} as const;
