import type { Work } from "../model/work.ts";
import { isTurnOver, nextTurn } from "../nats/turn.ts";

/** Does long work, letting others have their turn where it may pause. */
export async function inTurns<T>(work: Work<T>): Promise<T> {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    if (isTurnOver()) await nextTurn();
  }
}
