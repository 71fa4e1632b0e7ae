import { steadyNow } from "./clock.ts";

/** The pause after a run: `TIMES` what it took, at most `MOST_MS`. */
const TIMES = 4;
const MOST_MS = 200;

/** A task that is done when it is asked for, but not again and again. */
export interface Paced {
  (): void;
  /** Does not run it any more. */
  stop(): void;
}

/**
 * The task, run at once: or, where it has just been run, a little later and once for all who asked meanwhile, so that it
 * never takes more than a fifth of the time. A task that throws is a bug: it is reported.
 */
export function paced(task: () => void, onError: (error: unknown) => void): Paced {
  let restUntil = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;

  function run(): void {
    timer = undefined;
    const startedAt = steadyNow();
    try {
      task();
    } catch (error) {
      onError(error);
    }
    const endedAt = steadyNow();
    restUntil = endedAt + Math.min(MOST_MS, TIMES * (endedAt - startedAt));
  }

  function ask(): void {
    if (isStopped || timer) return;
    const wait = restUntil - steadyNow();
    if (wait > 0) timer = setTimeout(run, wait);
    else run();
  }

  return Object.assign(ask, {
    stop() {
      isStopped = true;
      clearTimeout(timer);
    },
  });
}
