import type { Page } from "@playwright/test";

/**
 * ms of the longest stretch in which the page's thread was not free while something was done,
 * until what it leads to is drawn.
 */
export async function longestTask(page: Page, act: () => Promise<unknown>): Promise<number> {
  await page.evaluate(watch);
  await act();
  await page.evaluate(drawn);
  return page.evaluate(() => {
    const state = Reflect.get(window, "longest");
    state.isOn = false;
    return state.longest;
  });
}

/** Runs in the page: messages to itself, each of which comes as soon as the thread is free. */
function watch(): void {
  const state = { longest: 0, last: performance.now(), isOn: true };
  const channel = new MessageChannel();
  channel.port1.onmessage = () => {
    const now = performance.now();
    state.longest = Math.max(state.longest, now - state.last);
    state.last = now;
    if (state.isOn) channel.port2.postMessage(0);
  };
  channel.port2.postMessage(0);
  Reflect.set(window, "longest", state);
}

/** Runs in the page: two frames, and what is idle work after them. */
function drawn(): Promise<void> {
  return new Promise((resolve) =>
    requestAnimationFrame(() => requestAnimationFrame(() => requestIdleCallback(() => resolve(), { timeout: 1_000 }))),
  );
}

export function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
