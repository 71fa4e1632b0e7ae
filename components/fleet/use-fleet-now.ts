"use client";

import { useSyncExternalStore } from "react";
import { readClock } from "#components/feed/clock.ts";
import { elapsed } from "#components/feed/pulse.ts";
import { subscribeTick } from "#components/feed/ticker.ts";
import type { FleetMember } from "./use-fleet.ts";

/** Plimsoll's clock in whole seconds, ms since the epoch, by what was heard last; null before the first answer. */
export function useFleetNow(members: FleetMember[]): number | null {
  const heard = members.flatMap(({ answer }) => answer ?? []);
  return useSyncExternalStore(
    subscribeTick,
    () => {
      const clock = readClock();
      const times = heard.map(({ now, heardAt }) => Date.parse(now) + elapsed(heardAt, clock));
      return times.length === 0 ? null : Math.floor(Math.max(...times) / 1_000) * 1_000;
    },
    () => null,
  );
}
