"use client";

import type { ReactNode } from "react";
import { useAge, useIsStale, useLink } from "#components/feed/use-freshness.ts";
import { LastKnown } from "./last-known.tsx";
import { lastKnownText, whyStale } from "./words.ts";

/** Changes everything inside once the board of this context is only last known. */
export function StaleFrame({ children }: { children: ReactNode }) {
  const isStale = useIsStale();
  const age = useAge();
  const link = useLink();
  const said = isStale ? { age: lastKnownText(age), why: whyStale(link) } : null;
  return <LastKnown said={said}>{children}</LastKnown>;
}
