import type { Wire } from "../nats/wire.ts";
import { indexAnswers } from "./answers.ts";
import { openReplayWire } from "./replay-wire.ts";
import type { StatusEvent, Tape, TapeHeader } from "./tape.ts";

/** Time for a replay. */
export interface Clock {
  /** ms; never goes back. */
  now(): number;
  /** Calls once after so many ms; returns the undo. */
  after(delay: number, call: () => void): () => void;
}

/** A recorded system that answers as it did, and as fast. */
export interface Replay {
  header: TapeHeader;
  /** What is wrong with the recording; null where it is whole. */
  notice: string | null;
  /** The wire that was recorded under this name; one that was not is disconnected. */
  wire(name: string): Wire;
  /** ms since the start of the tape. */
  position(): number;
  /**
   * Calls at each new start, before any of its answers: what is remembered then lies in the future. Returns the undo.
   */
  onLoop(listener: () => void): () => void;
  close(): void;
}

const systemClock: Clock = {
  now: () => performance.now(),
  after(delay, call) {
    const timer = setTimeout(call, delay);
    timer.unref();
    return () => clearTimeout(timer);
  },
};

/**
 * Plays a tape from its start, again and again.
 *
 * Replies are as they were recorded: the servers' times in them are those of the recording. `indexAnswers` says which
 * answer a question gets; it takes as long as it did, so that what was asked after it is asked after it again. A
 * question that was never asked fails at once with `timeout`, one that waits when the tape starts again with `closed`.
 */
export function openReplay(tape: Tape, clock: Clock = systemClock): Replay {
  const statuses = groupStatuses(tape);
  const turns = [...new Set([...statuses.values()].flat().map(({ at }) => at))].sort((a, b) => a - b);
  const answer = indexAnswers(tape.events);
  const loopListeners = new Set<() => void>();
  const turnListeners = new Set<() => void>();
  const interrupts = new Set<() => void>();
  let startedAt = clock.now();
  let cancel = awaitTurn();

  return {
    header: tape.header,
    notice: tape.notice,
    wire: (name) =>
      openReplayWire(name, {
        position,
        answer,
        wait,
        statuses: statuses.get(name) ?? [],
        onTurn: (listener) => subscribe(turnListeners, listener),
      }),
    position,
    onLoop: (listener) => subscribe(loopListeners, listener),
    close: () => cancel(),
  };

  // A round ends when its timer fires, not when the clock says so: no answer of the next round comes before `onLoop`.
  function position(): number {
    return Math.min(clock.now() - startedAt, tape.duration);
  }

  async function wait(duration: number, signal: AbortSignal): Promise<boolean> {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const interrupt = () => resolve(false);
    const undo = clock.after(duration, () => resolve(true));
    interrupts.add(interrupt);
    signal.addEventListener("abort", interrupt, { once: true });
    const isTimeOver = await promise;
    undo();
    interrupts.delete(interrupt);
    signal.removeEventListener("abort", interrupt);
    return isTimeOver;
  }

  /** Wakes at the next change of a status, or at the end. */
  function awaitTurn(): () => void {
    const now = position();
    const turn = turns.find((at) => at > now) ?? tape.duration;
    if (tape.duration === 0) return () => {};
    return clock.after(Math.max(0, turn - now), () => {
      if (position() >= tape.duration) startAgain();
      for (const listener of turnListeners) listener();
      cancel = awaitTurn();
    });
  }

  function startAgain(): void {
    startedAt = clock.now();
    for (const interrupt of interrupts) interrupt();
    for (const listener of loopListeners) listener();
  }
}

function groupStatuses(tape: Tape): Map<string, StatusEvent[]> {
  const groups = new Map<string, StatusEvent[]>();
  for (const event of tape.events) {
    if (event.kind !== "status") continue;
    const group = groups.get(event.wire);
    if (group) group.push(event);
    else groups.set(event.wire, [event]);
  }
  return groups;
}

function subscribe(listeners: Set<() => void>, listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
