import type { Asset, AssetDetail, AssetKind, AssetState } from "./asset.ts";
import type { Board, HistoryPoint, TimelineEvent } from "./board.ts";
import type { Delta } from "./delta.ts";
import type { ReasonKind } from "./reason.ts";
import type { Work } from "./work.ts";

/**
 * The live feed speaks at least this often, ms: a browser that hears nothing for two of these reconnects. A type, which
 * holds both sides to it and takes no bytes of a browser's script.
 */
export type HeartbeatMs = 5_000;

/** A board as it stands, with the two numbers that every answer carries. */
export interface Published {
  /** Grows by one with each change of the board; starts at a number that a restart does not repeat. */
  revision: number;
  /** When the servers were last observed, ms since the epoch; null before the first answer. */
  observedAt: number | null;
  board: Board;
}

/** What a subscriber hears: a change, or only that the servers were asked again (`delta` null). */
export interface Update {
  revision: number;
  observedAt: number | null;
  delta: Delta | null;
}

export const ASSET_SORTS = ["state", "name", "account", "level", "leader", "reason", "since", "match"] as const;
export type AssetSort = (typeof ASSET_SORTS)[number];

export interface AssetQuery {
  kind?: AssetKind;
  states?: AssetState[];
  account?: string;
  reason?: ReasonKind;
  requiredLevel?: number;
  /** Name of a stream: it and its consumers. */
  stream?: string;
  /** Part of account, stream or consumer name, case-insensitive. */
  text?: string;
  /**
   * `state` where absent, worst first; assets that are equal in it are in the order of their ids. `match`: how well their
   * own names match `text`, then streams before consumers.
   */
  sort?: AssetSort;
  isDescending?: boolean;
  /** Opaque, from `nextCursor` of the same query. */
  cursor?: string;
  /** 1–1000. */
  limit: number;
}

export interface AssetPage {
  assets: Asset[];
  /** How many match in all. */
  total: number;
  /** Accounts whose own names contain the query's text, the best match first; bounded, and none without a text. */
  accounts: string[];
  nextCursor: string | null;
}

/** The state of one context, read by all viewers, written by its collector. */
export interface Store {
  current(): Published;
  /** All that has changed since a revision, oldest first; null where it is too long ago and a full board is due. */
  since(revision: number): Update[] | null;
  subscribe(listener: (update: Update) => void): () => void;
  /** Whether the first look is over: before it, that no assets are known does not mean that there are none. */
  hasLooked(): boolean;
  assets(query: AssetQuery): Work<AssetPage>;
  asset(id: string): AssetDetail | null;
  /** Since start; bounded: of what is older only the changes, the gravest where they are too many. */
  history(): HistoryPoint[];
  /** Newest first; bounded. */
  timeline(): TimelineEvent[];
}

/** The part of a store that a live feed is made from. */
export type BoardSource = Pick<Store, "current" | "since" | "subscribe">;
