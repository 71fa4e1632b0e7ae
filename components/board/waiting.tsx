"use client";

import { useLink } from "#components/feed/use-freshness.ts";
import { Banner } from "#components/status/banner.tsx";
import { UNREACHABLE } from "#components/status/words.ts";

/** Before the first board: not empty, not well, only not known yet. */
export function Waiting() {
  const isRetrying = useLink() === "retrying";
  return (
    <Banner
      testId="waiting"
      status="unknown"
      main="Nothing is known yet"
      rest={isRetrying ? UNREACHABLE : "Waiting for Plimsoll's first answer."}
    />
  );
}
