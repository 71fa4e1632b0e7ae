import { useState } from "react";
import { PlimsollMark } from "#components/status/plimsoll-mark.tsx";
import type { Status } from "#lib/model/board.ts";

interface WallHeadlineProps {
  status: Status;
  /** Nothing else wants the screen: the sentence stands large above the load line. */
  isCalm: boolean;
  isStale: boolean;
  /** A critical finding of the last minutes: bright. One that stands for long is deep, so that it burns nothing in. */
  isFresh: boolean;
  /** How many critical findings were new by now: with each the band pulses once. */
  alarms: number;
  main: string;
  rest: string;
  /** Which page of how many, and how much is on the others; null where there is one. */
  pager: string | null;
}

/** The first glance from across the room. */
export function WallHeadline({ status, isCalm, isStale, isFresh, alarms, main, rest, pager }: WallHeadlineProps) {
  // One that was there before, as when a rotation comes round, is not new.
  const [before] = useState(alarms);
  const band = status === "critical" ? (isFresh ? "wall-band wall-fresh" : "wall-band") : "";
  return (
    <div
      key={alarms}
      data-testid="headline"
      data-status={status}
      data-fresh={isFresh}
      className={`wall-headline ${isCalm ? "wall-calm" : ""} ${band} ${alarms === before ? "" : "wall-pulse"}`}
    >
      <h1 className="wall-main name" dir="auto">
        {isStale && <span className="wall-last">Last known: </span>}
        {main}
      </h1>
      <PlimsollMark status={status} className="wall-mark" />
      <div className="wall-rest">
        <p className="name" dir="auto">
          {rest}
        </p>
        {/* Its room is kept beside the sentence: how many pages there are is known only once the rows are measured. */}
        {!isCalm && (
          <p data-testid={pager === null ? undefined : "pager"} className="wall-pager">
            {pager ?? "\u00a0"}
          </p>
        )}
      </div>
    </div>
  );
}
