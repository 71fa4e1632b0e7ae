"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { boardQuery, pulseQuery } from "./board-query.ts";
import { readClock } from "./clock.ts";
import type { InitialSnapshot } from "./events.ts";
import { useContextName, useOpening } from "./feed-provider.tsx";
import { ageOf, isStale, type Link } from "./pulse.ts";
import { subscribeTick } from "./ticker.ts";

const DEFAULT_POLL = 2_000;

/** Whole seconds since the servers were observed; null where they never were or it is not known yet. */
export function useAge(): number | null {
  const client = useQueryClient();
  const opening = useOpening();
  const { queryKey } = pulseQuery(useContextName());
  return useSyncExternalStore(
    (listener) => {
      const undo = subscribeTick(listener);
      const unsubscribe = client.getQueryCache().subscribe(listener);
      return () => {
        undo();
        unsubscribe();
      };
    },
    () => {
      const pulse = client.getQueryData(queryKey);
      return secondsOf(pulse ? ageOf(pulse, readClock()) : null);
    },
    () => secondsOf(opening && openingAge(opening)),
  );
}

function openingAge({ now, observedAt }: InitialSnapshot): number | null {
  return observedAt === null ? null : Math.max(0, now - observedAt);
}

function secondsOf(age: number | null): number | null {
  return age === null ? null : Math.floor(age / 1000);
}

/** Whether what is shown is only last known. Never changes back by the passing of time. */
export function useIsStale(): boolean {
  const { data: pollInterval } = useQuery({
    ...boardQuery(useContextName()),
    select: (it) => it.board.head.pollInterval,
  });
  const age = useAge();
  const isResting = useLink() === "resting";
  return age !== null && (isResting || isStale(age * 1000, pollInterval ?? DEFAULT_POLL));
}

export function useLink(): Link {
  const { data } = useQuery({ ...pulseQuery(useContextName()), select: (pulse) => pulse.link });
  return data ?? "connecting";
}
