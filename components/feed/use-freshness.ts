"use client";

import { useQuery } from "@tanstack/react-query";
import { boardQuery, pulseQuery } from "./board-query.ts";
import { useContextName } from "./feed-provider.tsx";
import { ageOf, isStale, type Link } from "./pulse.ts";
import { usePulse } from "./use-pulse.ts";

/** How long ago the servers were observed, ms; null where they never were or it is not known yet. */
export function useAge(): number | null {
  return usePulse(ageOf);
}

/** Whether the board that is shown is only last known. Never changes back by the passing of time. */
export function useIsStale(): boolean {
  const { data: pollInterval } = useQuery({
    ...boardQuery(useContextName()),
    select: (it) => it.board.head.pollInterval,
  });
  return usePulse((pulse, now) => pollInterval !== undefined && isStale(pulse, now, pollInterval));
}

export function useLink(): Link {
  const { data } = useQuery({ ...pulseQuery(useContextName()), select: (pulse) => pulse.link });
  return data ?? "connecting";
}
