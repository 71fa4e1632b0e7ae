"use client";

import { useContextName } from "#components/feed/feed-provider.tsx";
import { useBoard } from "#components/feed/use-board.ts";
import { useIsStale } from "#components/feed/use-freshness.ts";
import { headlineOf } from "./headline.ts";

/** The tab says what the wall says: title and icon carry the status. */
export function PageTitle({ page }: { page?: string }) {
  const board = useBoard();
  const context = useContextName();
  const isStale = useIsStale();
  const headline = board && headlineOf(board);
  const status = isStale || !headline ? "unknown" : headline.status;
  const words = isStale ? "Last known" : (headline?.main.replace(/\.$/, "") ?? "Connecting");
  return (
    <>
      <title>{[page, words, context, "Plimsoll"].filter(Boolean).join(" – ")}</title>
      <link rel="icon" href={`/icon-${status}.svg`} type="image/svg+xml" />
    </>
  );
}
