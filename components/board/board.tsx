"use client";

import { Unobserved } from "#components/coverage/unobserved.tsx";
import { useBoard } from "#components/feed/use-board.ts";
import { Ledger } from "#components/finding/ledger.tsx";
import { MutedNote } from "#components/finding/muted-note.tsx";
import { useMutes } from "#components/finding/use-mutes.ts";
import { LevelsChart, ReasonsChart } from "#components/history/later.tsx";
import { Servers } from "#components/server/servers.tsx";
import { ConnectionProblem, untoldProblem } from "#components/status/connection-problem.tsx";
import { Headline } from "#components/status/headline.tsx";
import { type Board as BoardOf, wasObserved } from "#lib/model/board.ts";
import { withoutMuted } from "#lib/model/mute.ts";
import { Waiting } from "./waiting.tsx";

/** One system at a glance: is anything wrong; what, where, since when; and how it came to be. */
export function Board() {
  const board = useBoard();
  const mutes = useMutes();
  if (!board) return <Waiting />;
  const isKnown = wasObserved(board);
  const isCalm = Object.keys(board.findings).length === 0 && Object.keys(board.assets).length === 0;
  const isDown = Object.keys(board.assets).length > 0;
  const { coverage } = board.head;
  const unmuted = withoutMuted(board, mutes);
  const problem = untoldProblem(unmuted);
  return (
    <>
      <Headline board={board} isCalm={isCalm && isKnown && board.head.status === "ok"} />
      <div className="flex flex-1 flex-col gap-9 px-[var(--gutter)] pt-6 pb-8">
        {problem && <ConnectionProblem problem={problem} />}
        {isCalm ? (
          <Calm board={board} />
        ) : (
          <div className="grid gap-x-12 gap-y-9 @6xl:grid-cols-[minmax(0,8fr)_minmax(0,4fr)]">
            <div className="min-w-0 space-y-9">
              <Ledger board={unmuted} />
              {mutes.size > 0 && <MutedNote count={mutes.size} />}
              {!isDown && <Servers board={board} />}
            </div>
            <div className={`min-w-0 ${isDown ? "space-y-6" : "space-y-9"}`}>
              {isDown && <Servers board={board} />}
              <Unobserved coverage={coverage} />
              {isDown && <ReasonsChart startedAt={board.head.startedAt} isLow />}
              <LevelsChart startedAt={board.head.startedAt} isLow={isDown} />
              {!isDown && <ReasonsChart startedAt={board.head.startedAt} />}
            </div>
          </div>
        )}
      </div>
    </>
  );
}

/** Nothing is wrong: the fleet at its load lines in the middle of the screen, its history below. */
function Calm({ board }: { board: BoardOf }) {
  return (
    <div className="flex flex-1 flex-col justify-between gap-y-9">
      <div className="my-auto space-y-9">
        <Servers board={board} isLarge />
        <Unobserved coverage={board.head.coverage} />
      </div>
      <div className="grid gap-x-12 gap-y-9 @4xl:grid-cols-2">
        <LevelsChart startedAt={board.head.startedAt} />
        <ReasonsChart startedAt={board.head.startedAt} />
      </div>
    </div>
  );
}
