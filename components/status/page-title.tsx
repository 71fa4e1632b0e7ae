"use client";

import { useContextName } from "#components/feed/feed-provider.tsx";
import { useBoard, useRevision } from "#components/feed/use-board.ts";
import { useIsStale } from "#components/feed/use-freshness.ts";
import { useMutes } from "#components/finding/use-mutes.ts";
import type { Mute } from "#lib/model/mute.ts";
import { visible } from "#lib/model/visible.ts";
import { headlineOf } from "./headline.ts";

/** The tab says what the page says: title and icon carry the status, without what is muted here. */
export function PageTitle() {
  return <TitleOf mutes={useMutes()} />;
}

/** The tab of a wall, which knows no mutes. */
export function WallTitle() {
  return <TitleOf />;
}

function TitleOf({ mutes }: { mutes?: ReadonlyMap<string, Mute> }) {
  const board = useBoard();
  const revision = useRevision();
  const context = useContextName();
  const isStale = useIsStale();
  const headline = board && headlineOf(board, mutes);
  const status = isStale || !headline ? "unknown" : headline.status;
  const words = isStale ? "Last known" : (headline?.main.replace(/\.$/, "") ?? "Connecting");
  return (
    <>
      <title>{visible(`${words} – ${context} – Plimsoll`)}</title>
      <link rel="icon" href={`/icon-${status}.svg`} type="image/svg+xml" />
      {/* Which revision of the API the page shows, for those who look at it with a program. */}
      {revision !== null && <meta name="plimsoll-revision" content={String(revision)} />}
    </>
  );
}
