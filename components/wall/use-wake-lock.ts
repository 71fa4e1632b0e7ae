"use client";

import { useEffect } from "react";

/** Keeps the screen on. The browser lets go when the tab hides, so it is asked again; without HTTPS there is no such thing. */
export function useWakeLock(): void {
  useEffect(() => {
    if (!("wakeLock" in navigator)) return;
    let lock: WakeLockSentinel | null = null;
    let isOver = false;
    async function take(): Promise<void> {
      if (document.visibilityState !== "visible") return;
      if (lock && !lock.released) return;
      try {
        const taken = await navigator.wakeLock.request("screen");
        if (isOver) await taken.release();
        else lock = taken;
      } catch {
        // Refused, as by a low battery: the board is the same without it.
      }
    }
    void take();
    document.addEventListener("visibilitychange", take);
    return () => {
      isOver = true;
      document.removeEventListener("visibilitychange", take);
      void lock?.release().catch(() => {});
    };
  }, []);
}
