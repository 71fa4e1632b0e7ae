import type { BoardSource, Published, Update } from "../model/store.ts";

const encoder = new TextEncoder();

/** How long browsers are told to wait before they reconnect by themselves, ms. */
const RETRY = 3000;

/** What begins each stream. */
export const PREAMBLE: Uint8Array = encoder.encode(`retry: ${RETRY}\n\n`);

function frame(event: string, data: unknown, id?: number): Uint8Array {
  const head = id === undefined ? "" : `id: ${id}\n`;
  return encoder.encode(`${head}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
}

/** Frames of one context, encoded once however many read them. Times are ms: they feed the board's own model. */
export interface Frames {
  /** Everything, at the source's present revision. */
  board(): Uint8Array;
  delta(update: Update): Uint8Array;
  /** A real event: comments would be invisible to scripts, and so to their watchdogs. */
  ping(now: number): Uint8Array;
}

export function createFrames(source: BoardSource, buildId: string): Frames {
  let whole: { of: Published; bytes: Uint8Array } | null = null;
  const deltas = new WeakMap<Update, Uint8Array>();
  return {
    board() {
      const current = source.current();
      const isFresh = whole?.of.revision === current.revision && whole.of.observedAt === current.observedAt;
      if (whole === null || !isFresh) {
        const { revision, observedAt, board } = current;
        whole = { of: current, bytes: frame("board", { revision, observedAt, buildId, board }, revision) };
      }
      return whole.bytes;
    },
    delta(update) {
      const known = deltas.get(update);
      if (known) return known;
      const { revision, observedAt, delta } = update;
      const bytes = frame("delta", { revision, observedAt, delta }, revision);
      deltas.set(update, bytes);
      return bytes;
    },
    ping(now) {
      const { revision, observedAt } = source.current();
      return frame("ping", { revision, observedAt, buildId, now });
    },
  };
}
