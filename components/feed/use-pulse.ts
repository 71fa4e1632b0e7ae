"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useSyncExternalStore } from "react";
import { pulseQuery } from "./board-query.ts";
import { readClock } from "./clock.ts";
import { pulseOf, useContextName, useOpening } from "./feed-provider.tsx";
import type { Instant, Pulse } from "./pulse.ts";
import { subscribeTick } from "./ticker.ts";

/** What a pulse comes to by this screen's clock: looked at each second, and with each event. */
export function usePulse<T extends number | boolean | null>(read: (pulse: Pulse, now: Instant) => T): T {
  const client = useQueryClient();
  const opening = useOpening();
  const { queryKey } = pulseQuery(useContextName());
  const subscribe = useCallback(
    (listener: () => void) => {
      const undo = subscribeTick(listener);
      const unsubscribe = client.getQueryCache().subscribe(listener);
      return () => {
        undo();
        unsubscribe();
      };
    },
    [client],
  );
  return useSyncExternalStore(
    subscribe,
    () => read(client.getQueryData(queryKey) ?? pulseOf(opening), readClock()),
    () => {
      const pulse = pulseOf(opening);
      return read(pulse, pulse.heardAt);
    },
  );
}
