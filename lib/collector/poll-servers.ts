import type { Wire } from "../nats/wire.ts";
import { askRound, MOST_SINGLES, type Round } from "./ask-system.ts";
import { type Hold, holdOf } from "./holds.ts";
import { createMetaLogs, type MetaLogs } from "./meta-logs.ts";
import { weighed } from "./metered.ts";
import type { ServerBook } from "./server-book.ts";

/** A hint makes summaries due after this part of their hold. */
const HINTED_PART = 1 / 4;
/** HEALTHZ is asked every second poll at most: servers walk their assets to answer it. */
const POLLS_PER_HEALTH = 1.5;

/** Tier 0 of one context. */
export interface ServerPoll {
  /** One poll: STATSZ of all servers, and their summaries when these are due. */
  ask(onMoved: () => void): Promise<Round>;
  logs: MetaLogs;
  clear(): void;
}

/**
 * STATSZ with every poll, a request that all servers answer in short. VARZ, JSZ and HEALTHZ of all servers with every
 * poll too while they are small. In a large system each server lists the whole meta group in VARZ and JSZ: there JSZ and
 * HEALTHZ come once in 20 s at worst, sooner when the meta leader has written something or many servers say something
 * new; of a few servers that do all three come at once.
 */
export function createServerPoll(
  wire: Wire,
  book: ServerBook,
  { pollInterval, hold }: { pollInterval: number; hold: Hold },
): ServerPoll {
  const logs = createMetaLogs();
  const never = { at: Number.NEGATIVE_INFINITY, bytes: 0 };
  let full = never;
  let healthAt = Number.NEGATIVE_INFINITY;
  /** A hint holds until it is followed. */
  let isHinted = false;

  function isSummaryDue(moved: number): boolean {
    const hasHint = logs.note(book.servers(), Date.now()) || moved > MOST_SINGLES;
    isHinted ||= hasHint;
    const held = holdOf(hold, full.bytes);
    return performance.now() - full.at >= (isHinted ? held * HINTED_PART : held);
  }
  return {
    logs,
    async ask(onMoved) {
      const at = performance.now();
      const scale = weighed(wire);
      const health = at - healthAt >= POLLS_PER_HEALTH * pollInterval;
      // In a large system STATSZ has to do: VARZ lists the meta group too, and nothing more that is shown.
      const varz = holdOf(hold, full.bytes) <= pollInterval;
      const round = await askRound(scale.wire, book, {
        pollInterval,
        isSummaryDue,
        beside: { varz, health },
        onMoved,
      });
      if (round.isFull) {
        full = { at, bytes: scale.bytes() };
        isHinted = false;
        if (health) healthAt = at;
      }
      return round;
    },
    clear() {
      full = never;
      healthAt = Number.NEGATIVE_INFINITY;
      logs.clear();
    },
  };
}
