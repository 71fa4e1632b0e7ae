"use client";

import { Unobserved } from "#components/coverage/unobserved.tsx";
import { useBoard } from "#components/feed/use-board.ts";
import { Ledger } from "#components/finding/ledger.tsx";
import { Charts } from "#components/history/charts.tsx";
import { Servers } from "#components/server/servers.tsx";
import { ConnectionProblem } from "#components/status/connection-problem.tsx";
import { Headline } from "#components/status/headline.tsx";
import { Waiting } from "./waiting.tsx";

/** One system at a glance: is anything wrong; what, where, since when; and how it came to be. */
export function Board() {
  const board = useBoard();
  if (!board) return <Waiting />;
  return (
    <div className="space-y-9">
      <Headline board={board} />
      <ConnectionProblem connection={board.head.connection} />
      <Ledger board={board} />
      <div className="grid gap-x-12 gap-y-9 @5xl:grid-cols-[minmax(0,5fr)_minmax(0,7fr)]">
        <div className="space-y-9">
          <Servers board={board} />
          <Unobserved coverage={board.head.coverage} />
        </div>
        <Charts startedAt={board.head.startedAt} />
      </div>
    </div>
  );
}
