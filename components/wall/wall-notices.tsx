"use client";

import { isLost } from "#components/feed/pulse.ts";
import { useAge, useIsStale, useLink } from "#components/feed/use-freshness.ts";
import { LoginNotice } from "#components/status/login-notice.tsx";
import { RecordingLabel } from "#components/status/recording-label.tsx";
import { lastKnownText, whyLost, whyStale } from "#components/status/words.ts";
import type { Board } from "#lib/model/board.ts";
import { StaleNotice } from "./stale-notice.tsx";

/** What must be known before anything else is believed. */
export function WallNotices({ board }: { board: Board | null }) {
  const isStale = useIsStale();
  const age = useAge();
  const link = useLink();
  return (
    <>
      {board && <RecordingLabel source={board.head.source} />}
      {isStale && <StaleNotice age={lastKnownText(age)} why={whyStale(link)} />}
      {!board && isLost(link) && (
        <p role="status" data-testid="lost" className="wall-notice">
          {whyLost(link)}
        </p>
      )}
      <LoginNotice />
    </>
  );
}
