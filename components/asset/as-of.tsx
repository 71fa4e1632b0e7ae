"use client";

import { useSyncExternalStore } from "react";
import { readClock } from "#components/feed/clock.ts";
import { elapsed, type Instant } from "#components/feed/pulse.ts";
import { subscribeTick } from "#components/feed/ticker.ts";
import { durationText } from "#components/ui/time.ts";
import { REFRESH } from "./assets-query.ts";

/** How old rows are, ms, before their age is shown: those that are asked for again in turn are younger. */
const OLD = REFRESH * 1.5;

/** Says that rows are older than the board above them. */
export function AsOf({ heardAt }: { heardAt: Instant }) {
  const seconds = useSyncExternalStore(
    subscribeTick,
    () => {
      const age = elapsed(heardAt, readClock());
      return age > OLD ? Math.floor(age / 1_000) : null;
    },
    () => null,
  );
  return seconds !== null && <span className="text-soft">, as of {durationText(seconds * 1_000)} ago</span>;
}
