"use client";

import { useSyncExternalStore } from "react";
import { subscribeTick } from "#components/feed/ticker.ts";

/** The hour on this screen's own clock: night is where the screen hangs. Null on the server. */
export function useHour(): number | null {
  return useSyncExternalStore(
    subscribeTick,
    () => new Date().getHours(),
    () => null,
  );
}
