import type { Board } from "#lib/model/board.ts";
import type { Delta } from "#lib/model/delta.ts";

/** `board`: everything, on connecting and after a gap. */
export interface BoardEvent {
  revision: number;
  /** ms since the epoch; null before the servers were first observed. */
  observedAt: number | null;
  buildId: string;
  board: Board;
}

/** `delta`: what turns the board of the revision before into this one. */
export interface DeltaEvent {
  revision: number;
  observedAt: number | null;
  delta: Delta;
}

/** `ping`: the servers were asked again, or the feed is only alive. */
export interface PingEvent {
  revision: number;
  observedAt: number | null;
  buildId: string;
  /** Plimsoll's clock, ms since the epoch. */
  now: number;
}

/** A board with the numbers that every answer carries. */
export interface Snapshot {
  revision: number;
  observedAt: number | null;
  board: Board;
}

/** What a page is drawn with before the feed speaks. */
export interface InitialSnapshot extends Snapshot {
  /** Plimsoll's clock when the page was drawn, ms since the epoch. */
  now: number;
}
