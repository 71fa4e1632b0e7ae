"use client";

import { useIsStale } from "#components/feed/use-freshness.ts";
import { useMutes } from "#components/finding/use-mutes.ts";
import type { Board } from "#lib/model/board.ts";
import { visible } from "#lib/model/visible.ts";
import { Banner } from "./banner.tsx";
import { headlineOf } from "./headline.ts";

/** The state of the system as a sentence; what is stale is neither well nor a current alarm. */
export function Headline({ board, isCalm }: { board: Board; isCalm: boolean }) {
  const isStale = useIsStale();
  const { status, ...words } = headlineOf(board, useMutes());
  const main = visible(words.main);
  const rest = visible(words.rest);
  if (isStale) {
    return (
      <Banner
        status="unknown"
        main={
          <>
            <span className="text-soft">Last known: </span>
            {main}
          </>
        }
        rest={rest}
      />
    );
  }
  return <Banner status={status} isCalm={isCalm} main={main} rest={rest} />;
}
