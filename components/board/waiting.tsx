"use client";

import { useLink } from "#components/feed/use-freshness.ts";
import { Banner } from "#components/status/banner.tsx";

/** Before the first board: not empty, not well, only not known yet. */
export function Waiting() {
  const isRetrying = useLink() === "retrying";
  return (
    <Banner
      testId="waiting"
      status="unknown"
      main="Nothing is known yet"
      rest={isRetrying ? "Plimsoll cannot be reached; trying again." : "Waiting for Plimsoll's first answer."}
    />
  );
}
