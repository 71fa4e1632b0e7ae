"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { pulseQuery } from "./board-query.ts";
import { readClock } from "./clock.ts";
import { useContextName, useOpening } from "./feed-provider.tsx";
import { serverTime } from "./pulse.ts";
import { subscribeTick } from "./ticker.ts";

/** Plimsoll's clock in steps, ms since the epoch; redraws when a step has passed. Null where no server has told it yet. */
export function useNow(step: number): number | null {
  const client = useQueryClient();
  const opening = useOpening();
  const { queryKey } = pulseQuery(useContextName());
  return useSyncExternalStore(
    subscribeTick,
    () => {
      const pulse = client.getQueryData(queryKey);
      return stepped(pulse ? serverTime(pulse, readClock()) : null, step);
    },
    () => stepped(opening?.now ?? null, step),
  );
}

function stepped(now: number | null, step: number): number | null {
  return now === null ? null : Math.floor(now / step) * step;
}
