import type { Page } from "@playwright/test";

interface TraceEvent {
  name: string;
  pid: number;
  tid: number;
  /** Processor time, µs: what a busy machine makes it wait is not in it. */
  tdur?: number;
  args?: { name?: string };
}

/** ms of processor time of the longest task on the page's thread while something is done, and what it leads to is drawn. */
export async function longestTask(page: Page, act: () => Promise<unknown>): Promise<number> {
  const browser = page.context().browser();
  if (!browser) throw new Error("the page has no browser");
  await browser.startTracing(page, { categories: ["-*", "toplevel"] });
  await act();
  await page.evaluate(drawn);
  const trace: { traceEvents: TraceEvent[] } = JSON.parse(String(await browser.stopTracing()));
  return longestOf(trace.traceEvents);
}

function longestOf(events: TraceEvent[]): number {
  const threadOf = ({ pid, tid }: TraceEvent) => `${pid} ${tid}`;
  const isPage = ({ name, args }: TraceEvent) => name === "thread_name" && args?.name === "CrRendererMain";
  const pages = new Set(events.filter(isPage).map(threadOf));
  const tasks = events.flatMap((event) => (pages.has(threadOf(event)) ? (event.tdur ?? []) : []));
  if (tasks.length === 0) throw new Error("the trace holds no task of the page");
  return tasks.reduce((a, b) => Math.max(a, b)) / 1_000;
}

/** Runs in the page: two frames, and what waits for time to spare after them. */
function drawn(): Promise<void> {
  return new Promise((resolve) =>
    requestAnimationFrame(() => requestAnimationFrame(() => requestIdleCallback(() => resolve(), { timeout: 1_000 }))),
  );
}
