import { setImmediate as others } from "node:timers/promises";

/** How long the work on large replies and systems may hold the event loop, ms. */
const TURN_MS = 8;

let turnEnds = 0;
let lastWork: Promise<unknown> = Promise.resolve();

/** Whether long work should let others have their turn. */
export function isTurnOver(): boolean {
  return performance.now() >= turnEnds;
}

/** Lets timers, sockets and requests have their turn. */
export async function nextTurn(): Promise<void> {
  await others();
  turnEnds = performance.now() + TURN_MS;
}

/**
 * Does long work once all that came before is done: two at once would take twice the memory, and two turns each time.
 */
export function oneAtATime<T>(work: () => Promise<T>): Promise<T> {
  const done = lastWork.then(work);
  lastWork = done.catch(() => {});
  return done;
}
