import type { Wire } from "../nats/wire.ts";
import type { Kinds } from "./ask-summaries.ts";
import { askRound, MOST_SINGLES, type Round } from "./ask-system.ts";
import { steadyNow } from "./clock.ts";
import { type Hold, holdOf } from "./holds.ts";
import { createMetaLogs, type MetaLogs } from "./meta-logs.ts";
import { weighed } from "./metered.ts";
import type { ServerBook } from "./server-book.ts";

/** What was written is looked for so often: a host counts it some time after the leader, which a single look may miss. */
const LOOKS_FOR_WRITTEN = 2;
/** Where one asset is changed others follow for so long, ms. */
const EVENTFUL_MS = 10_000;
/** While no asset is created, changed or deleted, JSZ counts the same but for a server's own trouble, which HEALTHZ tells, ms. */
const STILL_HOLD_MS = 60_000;
/** HEALTHZ is asked every second poll at most: servers walk their assets to answer it. */
const POLLS_PER_HEALTH = 1.5;
/** In a large system that says nothing new, no more often than Kubernetes probes a container unless told otherwise, ms. */
const CALM_HEALTH_MS = 10_000;

/** Tier 0 of one context. */
export interface ServerPoll {
  /** One poll: STATSZ of all servers, and their summaries when these are due. */
  ask(onMoved: () => void): Promise<Round>;
  /** Whether assets of a large system were changed lately: then the next poll should come sooner. */
  isEventful(): boolean;
  logs: MetaLogs;
  clear(): void;
}

/**
 * STATSZ with every poll, a request that all servers answer in short. VARZ, JSZ and HEALTHZ of all servers with every
 * poll too while they are small. In a large system each server lists the whole meta group in VARZ and JSZ: there JSZ and
 * HEALTHZ come once in 20 s at worst; JSZ as soon as it may when many servers say something new, and twice when the meta
 * leader has written something. While its log stands still, and all have read it, JSZ comes once in a minute. Of a few
 * servers that say something new all three come at once.
 */
export function createServerPoll(
  wire: Wire,
  book: ServerBook,
  { pollInterval, hold, hintedHold }: { pollInterval: number; hold: Hold; hintedHold: Hold },
): ServerPoll {
  const logs = createMetaLogs();
  const never = { at: Number.NEGATIVE_INFINITY, askedAt: Number.NEGATIVE_INFINITY, bytes: 0 };
  /** The last JSZ of all: `at` by the steady clock, `askedAt` by that of the logs, ms. */
  let summed = never;
  let healthAt = Number.NEGATIVE_INFINITY;
  /** How many times JSZ of all is still to come for a hint. */
  let hinted = 0;
  let writtenAt = Number.NEGATIVE_INFINITY;
  let isEventful = false;

  function due(moved: number, isMissing: boolean): Kinds {
    const now = steadyNow();
    const isWritten = logs.note(book.servers(), book.tellsLog, Date.now());
    const isMoved = moved > MOST_SINGLES;
    if (isWritten) [hinted, writtenAt] = [LOOKS_FOR_WRITTEN, now];
    else if (isMoved) hinted = Math.max(hinted, 1);
    const held = holdOf(hold, summed.bytes);
    const isSmall = held <= pollInterval;
    // A host counts an asset some time after its leader has written it: until all have, JSZ may have come too early.
    const unhinted = !isSmall && logs.areReadAt(summed.askedAt) ? STILL_HOLD_MS : held;
    // To look again helps only some time after the first look.
    const anew = Math.max(holdOf(hintedHold, summed.bytes), isWritten || isMoved ? 0 : pollInterval);
    const jsz = isMissing || now - summed.at >= (hinted > 0 ? anew : unhinted);
    isEventful = !isSmall && now - writtenAt < EVENTFUL_MS;
    const calmHealth = isSmall || jsz ? 0 : Math.max(CALM_HEALTH_MS, held);
    const health = now - healthAt >= Math.max(POLLS_PER_HEALTH * pollInterval, calmHealth);
    // In a large system STATSZ has to do: VARZ lists the meta group too, and nothing more that is shown.
    return { varz: jsz && isSmall, jsz, health };
  }
  return {
    logs,
    isEventful: () => isEventful,
    async ask(onMoved) {
      const at = steadyNow();
      const askedAt = Date.now();
      const scale = weighed(wire);
      const round = await askRound(scale.wire, book, { pollInterval, due, onMoved });
      if (round.ofAll.health) healthAt = at;
      if (round.ofAll.jsz) {
        summed = { at, askedAt, bytes: scale.bytes() };
        hinted = Math.max(0, hinted - 1);
      }
      return round;
    },
    clear() {
      summed = never;
      healthAt = Number.NEGATIVE_INFINITY;
      writtenAt = Number.NEGATIVE_INFINITY;
      isEventful = false;
      logs.clear();
    },
  };
}
