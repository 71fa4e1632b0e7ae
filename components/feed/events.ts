import type { Delta } from "#lib/model/delta.ts";
import type { Published, Update } from "#lib/model/store.ts";

/** `board`: everything, on connecting and after a gap. */
export interface BoardEvent extends Published {
  buildId: string;
}

/** `delta`: what turns the board of the revision before into this one. */
export interface DeltaEvent extends Update {
  delta: Delta;
}

/** `ping`: the servers were asked again, or the feed is only alive. */
export interface PingEvent extends Omit<Update, "delta"> {
  buildId: string;
  /** Plimsoll's clock, ms since the epoch. */
  now: number;
}

/** What a page is drawn with before the feed speaks. */
export interface InitialSnapshot extends Published {
  /** Plimsoll's clock when the page was drawn, ms since the epoch. */
  now: number;
}
