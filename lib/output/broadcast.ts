import type { BoardSource, HeartbeatMs, Update } from "../model/store.ts";
import { createFrames, PREAMBLE } from "./sse.ts";

const HEARTBEAT: HeartbeatMs = 5_000;

/** What may wait for a reader, bytes. Beyond it the reader gets no more until it has caught up. */
const HIGH_WATER = 256 * 1024;

export interface Broadcast {
  /** A stream for one more reader, resuming after a revision where that is still possible; null at the limit. */
  open(lastRevision: number | null, signal: AbortSignal): ReadableStream<Uint8Array> | null;
  /** Whether one more reader would be refused. */
  isFull(): boolean;
  readers(): number;
}

interface Reader {
  controller: ReadableStreamDefaultController<Uint8Array>;
  /** It missed something, so what it gets next is a whole board. */
  isBehind: boolean;
}

/**
 * One subscription for all readers of a context. A reader that does not keep up is skipped, and gets the whole
 * board when it reads again: queueing for it would grow without bound.
 */
export function createBroadcast(
  source: BoardSource,
  { buildId, limit, now }: { buildId: string; limit: number; now: () => number },
): Broadcast {
  const frames = createFrames(source, buildId);
  const readers = new Set<Reader>();
  let stop: (() => void) | null = null;

  function start(): () => void {
    const unsubscribe = source.subscribe((update) => (update.delta ? send(() => frames.delta(update)) : ping()));
    const heartbeat = setInterval(ping, HEARTBEAT);
    return () => {
      unsubscribe();
      clearInterval(heartbeat);
    };
  }

  function ping(): void {
    const bytes = frames.ping(now());
    send(() => bytes);
  }

  function send(encoded: () => Uint8Array): void {
    for (const reader of readers) {
      if ((reader.controller.desiredSize ?? 0) <= 0) reader.isBehind = true;
      else if (reader.isBehind) catchUp(reader);
      else reader.controller.enqueue(encoded());
    }
  }

  function catchUp(reader: Reader): void {
    reader.isBehind = false;
    reader.controller.enqueue(frames.board());
    reader.controller.enqueue(frames.ping(now()));
  }

  function remove(reader: Reader): void {
    readers.delete(reader);
    if (readers.size > 0) return;
    stop?.();
    stop = null;
  }

  const isFull = (): boolean => readers.size >= limit;

  return {
    isFull,
    readers: () => readers.size,
    open(lastRevision, signal) {
      if (isFull()) return null;
      let reader: Reader | null = null;
      const leave = () => {
        signal.removeEventListener("abort", leave);
        if (reader === null) return;
        remove(reader);
        closeQuietly(reader.controller);
        reader = null;
      };
      return new ReadableStream<Uint8Array>(
        {
          start(controller) {
            reader = { controller, isBehind: false };
            if (signal.aborted) return leave();
            signal.addEventListener("abort", leave);
            for (const bytes of opening(frames, source, lastRevision, now())) controller.enqueue(bytes);
            readers.add(reader);
            stop ??= start();
          },
          pull() {
            if (reader?.isBehind) catchUp(reader);
          },
          cancel: leave,
        },
        new ByteLengthQueuingStrategy({ highWaterMark: HIGH_WATER }),
      );
    },
  };
}

/** What a new reader hears first: what it missed, or everything. */
function opening(
  frames: ReturnType<typeof createFrames>,
  source: BoardSource,
  lastRevision: number | null,
  now: number,
): Uint8Array[] {
  const missed: Update[] | null = lastRevision === null ? null : source.since(lastRevision);
  const changes = missed?.filter((update) => update.delta !== null).map((update) => frames.delta(update));
  return [PREAMBLE, ...(changes ?? [frames.board()]), frames.ping(now)];
}

/** A reader that has gone may have closed the stream already. */
function closeQuietly(controller: ReadableStreamDefaultController<Uint8Array>): void {
  try {
    controller.close();
  } catch {
    // Closed by the other side.
  }
}
