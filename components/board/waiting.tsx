"use client";

import { isLost } from "#components/feed/pulse.ts";
import { useLink } from "#components/feed/use-freshness.ts";
import { Banner } from "#components/status/banner.tsx";
import { whyLost } from "#components/status/words.ts";

/** Before the first board: neither empty nor well, just not known yet. */
export function Waiting() {
  const link = useLink();
  return (
    <Banner
      testId="waiting"
      status="unknown"
      main="Nothing is known yet"
      rest={isLost(link) ? whyLost(link) : "Waiting for Plimsoll's first answer."}
    />
  );
}
