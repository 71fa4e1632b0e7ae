import type { Board } from "../model/board.ts";
import type { Delta } from "../model/delta.ts";

/** A board with the two numbers that every answer carries; what a store of `lib/collector` gives. */
export interface Published {
  revision: number;
  /** ms since the epoch; null before the servers were first observed. */
  observedAt: number | null;
  board: Board;
}

/** What a store tells its subscribers. */
export interface Update {
  revision: number;
  observedAt: number | null;
  /** Null where the servers were asked again and nothing changed. */
  delta: Delta | null;
}

/** The part of a store that a feed is made from. */
export interface BoardSource {
  current(): Published;
  /** Updates after a revision, oldest first; null where it is too long ago. */
  since(revision: number): Update[] | null;
  subscribe(listener: (update: Update) => void): () => void;
}
