"use client";

import { useEffect, useState } from "react";
import { useBoard } from "#components/feed/use-board.ts";
import { useIsStale, useLink } from "#components/feed/use-freshness.ts";
import { createAlarm } from "#components/wall/alarm.ts";
import { wasObserved } from "#lib/model/board.ts";
import { visible } from "#lib/model/visible.ts";
import { useMuteKeeper, useMutes } from "./use-mutes.ts";

/** Tells a screen reader of new critical findings, and of nothing else. */
export function Announcer() {
  const board = useBoard();
  const link = useLink();
  const isStale = useIsStale();
  // Before the first observation there is nothing to compare a later one with; and nothing is decided on what is only
  // last
  // known, as on the way back to a page that was drawn long ago.
  const findings = board && wasObserved(board) && link === "open" && !isStale ? board.findings : null;
  const mutes = useMutes();
  const [alarm] = useState(createAlarm);
  const [news, setNews] = useState({ count: 0, text: "" });
  useMuteKeeper(findings);
  useEffect(() => {
    if (!findings) return;
    const critical = Object.values(findings).filter(({ key, severity }) => severity === "critical" && !mutes.has(key));
    const fresh = new Set(
      alarm.see(
        critical.map(({ key }) => key),
        performance.now(),
      ),
    );
    const titles = critical.filter(({ key }) => fresh.has(key)).map(({ title }) => `Critical: ${visible(title)}`);
    if (titles.length > 0) setNews(({ count }) => ({ count: count + 1, text: titles.join(". ") }));
  }, [alarm, findings, mutes]);
  return (
    <p data-testid="announcer" role="alert" className="sr-only">
      {/* Anew each time: of the same words as before nothing would be said. */}
      <span key={news.count}>{news.text}</span>
    </p>
  );
}
