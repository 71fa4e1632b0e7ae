"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { createContext, type ReactNode, useContext, useEffect, useEffectEvent, useMemo, useState } from "react";
import { visible } from "#lib/model/visible.ts";
import { isNight, readWallSetup, type WallSetup } from "./options.ts";
import { type AlarmState, useAlarm } from "./use-alarm.ts";
import { useHour } from "./use-hour.ts";
import { useIdle } from "./use-idle.ts";
import { useMedia } from "./use-media.ts";
import { useWakeLock } from "./use-wake-lock.ts";

interface Wall {
  setup: WallSetup;
  isPaused: boolean;
  toggle(): void;
  alarm: AlarmState;
  /** Of this page without the wall. */
  way: string;
}

const WallContext = createContext<Wall | null>(null);

/** How the screen around this part is set up. */
export function useWall(): Wall {
  const wall = useContext(WallContext);
  if (!wall) throw new Error("useWall outside WallFrame");
  return wall;
}

interface WallFrameProps {
  /** Titles of what is critical, by key; null while that is not known. */
  critical: ReadonlyMap<string, string> | null;
  children: ReactNode;
}

/** A screen without chrome: ground, drift, dimming, cursor, sound, and what keys and clicks do. */
export function WallFrame({ critical, children }: WallFrameProps) {
  const params = useSearchParams();
  const way = usePathname();
  const setup = useMemo(() => readWallSetup(params), [params]);
  const isStill = useMedia("(prefers-reduced-motion: reduce)");
  const [choice, setChoice] = useState<boolean | null>(null);
  const isAsked = setup.asked.has("page") || setup.asked.has("rotate");
  const isPaused = choice ?? (isStill && !isAsked);
  const alarm = useAlarm(critical && [...critical.keys()]);
  const isIdle = useIdle();
  const hour = useHour();
  useWakeLock();

  const toggle = useEffectEvent(() => setChoice(!isPaused));
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.key === " " && !(event.target instanceof HTMLButtonElement)) {
      event.preventDefault();
      setChoice(!isPaused);
    }
    if (event.key.toLowerCase() === "s" && setup.sound) alarm.enableSound();
  });
  useEffect(() => {
    function click(event: MouseEvent): void {
      if (event.target instanceof Element && !event.target.closest("a, button")) toggle();
    }
    window.addEventListener("keydown", press);
    window.addEventListener("click", click);
    return () => {
      window.removeEventListener("keydown", press);
      window.removeEventListener("click", click);
    };
  }, []);

  const title = alarm.newest === null ? undefined : critical?.get(alarm.newest);
  const isDrifting = setup.drift && (!isStill || setup.asked.has("drift"));
  const isDimmed = setup.dim !== null && hour !== null && isNight(setup.dim, hour) && !critical?.size;
  return (
    <WallContext value={{ setup, isPaused, toggle: () => setChoice(!isPaused), alarm, way }}>
      <i hidden data-theme={isDimmed ? "night" : setup.theme} />
      <main
        data-wall
        data-testid="wall"
        data-idle={isIdle}
        data-dimmed={isDimmed}
        data-drift={isDrifting}
        data-paused={isPaused}
      >
        <div className="wall-drift">{children}</div>
        <p data-testid="announcer" role="alert" className="sr-only">
          {/* Anew each time: of the same words as before nothing would be said. */}
          <span key={alarm.count}>{title === undefined ? "" : `Critical: ${visible(title)}`}</span>
        </p>
      </main>
    </WallContext>
  );
}
