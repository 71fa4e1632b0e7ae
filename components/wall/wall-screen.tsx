"use client";

import { useBoard } from "#components/feed/use-board.ts";
import { wasObserved } from "#lib/model/board.ts";
import { WallBoard } from "./wall-board.tsx";
import { WallFrame } from "./wall-frame.tsx";

/** The wall of one system, below its feed. */
export function WallScreen() {
  const board = useBoard();
  const isKnown = board && wasObserved(board);
  const critical = isKnown
    ? new Map(
        Object.values(board.findings)
          .filter(({ severity }) => severity === "critical")
          .map(({ key, title }) => [key, title]),
      )
    : null;
  return (
    <WallFrame critical={critical}>
      <WallBoard />
    </WallFrame>
  );
}
