import { steadyNow } from "./clock.ts";

export interface Loop {
  /** Runs the task at once, or again right after the run under way. */
  poke(): void;
  stop(): Promise<void>;
}

/**
 * Runs a task again and again, start to start `interval` ms apart but never two at once:
 * what has not been answered yet is not asked again. A task that throws is a bug: it is reported and the loop goes on.
 */
export function startLoop(interval: number, task: () => Promise<void>, onError: (error: unknown) => void): Loop {
  let timer: NodeJS.Timeout | null = null;
  let running: Promise<void> | null = null;
  let isPoked = false;
  let isStopped = false;

  function start(): void {
    if (timer) clearTimeout(timer);
    timer = null;
    isPoked = false;
    const startedAt = steadyNow();
    running = task()
      .catch(onError)
      .then(() => {
        running = null;
        if (isStopped) return;
        const wait = isPoked ? 0 : Math.max(0, interval - (steadyNow() - startedAt));
        timer = setTimeout(start, wait);
      });
  }

  start();
  return {
    poke() {
      isPoked = true;
      if (!running && !isStopped) start();
    },
    async stop() {
      isStopped = true;
      if (timer) clearTimeout(timer);
      await running;
    },
  };
}
