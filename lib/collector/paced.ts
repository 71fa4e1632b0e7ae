import { steadyNow } from "./clock.ts";

/** The pause after a run: `TIMES` what it took, at most `MOST_MS`. */
const TIMES = 4;
const MOST_MS = 200;

/** A task that is done when it is asked for, but not again and again. */
export interface Paced {
  (): void;
  /** Does not run it any more, and waits for the run under way. */
  stop(): Promise<void>;
}

/**
 * The task, run at once: or, where it runs or has just been run, a little later and once for all who asked meanwhile, so
 * that it never takes more than a fifth of the time. A task that throws is a bug: it is reported.
 */
export function paced(task: () => Promise<void>, onError: (error: unknown) => void): Paced {
  let restUntil = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | null = null;
  let isAsked = false;
  let isStopped = false;

  async function run(): Promise<void> {
    isAsked = false;
    const startedAt = steadyNow();
    await task().catch(onError);
    const endedAt = steadyNow();
    restUntil = endedAt + Math.min(MOST_MS, TIMES * (endedAt - startedAt));
    running = null;
    if (isAsked) ask();
  }

  function start(): void {
    timer = undefined;
    running = run();
  }

  function ask(): void {
    isAsked = true;
    if (isStopped || timer || running) return;
    const wait = restUntil - steadyNow();
    if (wait > 0) timer = setTimeout(start, wait);
    else start();
  }

  return Object.assign(ask, {
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await running;
    },
  });
}
