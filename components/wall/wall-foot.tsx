"use client";

import type { ReactNode } from "react";
import { useWall } from "./wall-frame.tsx";

interface WallFootProps {
  isTurning: boolean;
  /** Which system, how much of it, how fresh. */
  children: ReactNode;
}

/** The last lines of a wall: what its pages and its sound do, how much is seen and how fresh all of it is. */
export function WallFoot({ isTurning, children }: WallFootProps) {
  const { setup, isPaused, alarm, toggle, way } = useWall();
  return (
    <footer className="wall-foot">
      {setup.notes.length > 0 && (
        <p data-testid="wall-notes" className="wall-foot-line text-warning">
          {setup.notes.join(" ")}
        </p>
      )}
      {((isTurning && isPaused) || setup.sound) && (
        <p className="wall-foot-line">
          {isTurning && isPaused && (
            <span data-testid="paused" className="text-soft">
              paused, space goes on
            </span>
          )}
          {setup.sound && !alarm.isSoundOn && (
            <button type="button" data-testid="enable-sound" className="wall-button" onClick={alarm.enableSound}>
              Enable sound: click here or press S
            </button>
          )}
          {setup.sound && alarm.isSoundOn && <span className="text-soft">sound on</span>}
        </p>
      )}
      <div className="wall-foot-line wall-facts">{children}</div>
      <div className="wall-chrome">
        {isTurning && (
          <button type="button" className="wall-button" onClick={toggle}>
            {isPaused ? "Go on" : "Pause"}
          </button>
        )}
        <a className="wall-button" href={way}>
          Leave wall mode
        </a>
      </div>
    </footer>
  );
}
