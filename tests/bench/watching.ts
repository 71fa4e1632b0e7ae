import { setTimeout as sleep } from "node:timers/promises";
import { type AskedProcess, startAsked } from "./asked-process.ts";
import type { Figures } from "./watch-process.ts";

/** Watches a system in a process of its own, with these options of Node's. */
export function startWatching(url: string, pollInterval = 2_000, options: string[] = []): AskedProcess<Figures> {
  return startAsked<Figures>("./watch-process.ts", [url, String(pollInterval)], options);
}

/** Waits until so many assets are on the board; gives what that took. `deadline` in ms. */
export async function awaitAssets(watching: AskedProcess<Figures>, wanted: number, deadline: number): Promise<Figures> {
  const end = performance.now() + deadline;
  const sum = { cpu: 0, longest: 0, p99: 0 };
  for (;;) {
    await sleep(500);
    const figures = await watching.ask();
    sum.cpu += figures.cpu;
    sum.longest = Math.max(sum.longest, figures.longest);
    sum.p99 = Math.max(sum.p99, figures.p99);
    if (figures.assets >= wanted) return { ...figures, ...sum };
    if (figures.errors.length > 0) throw new Error(figures.errors[0]);
    if (performance.now() > end) throw new Error(`${figures.assets} of ${wanted} assets after ${deadline / 1_000} s`);
  }
}
