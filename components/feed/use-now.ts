"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { pulseQuery } from "./board-query.ts";
import { readClock } from "./clock.ts";
import { useContextName } from "./feed-provider.tsx";
import { serverTime } from "./pulse.ts";
import { subscribeTick } from "./ticker.ts";

/** Plimsoll's clock in steps, ms since the epoch; redraws when a step has passed. Null before the first event. */
export function useNow(step: number): number | null {
  const client = useQueryClient();
  const { queryKey } = pulseQuery(useContextName());
  return useSyncExternalStore(
    subscribeTick,
    () => {
      const pulse = client.getQueryData(queryKey);
      const now = pulse ? serverTime(pulse, readClock()) : null;
      return now === null ? null : Math.floor(now / step) * step;
    },
    () => null,
  );
}
