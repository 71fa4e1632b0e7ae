import type { Browser } from "@playwright/test";
import * as boards from "../browser/boards/boards.ts";
import { fakeFeed } from "../browser/fake-feed.ts";
import { median } from "./statistics.ts";

/** ms from the request of `/` to its first drawn board, with an empty cache; the median of some loads. */
export async function measureStart(browser: Browser, url: string, slowdown: number, loads: number): Promise<number> {
  const times: number[] = [];
  for (let load = 0; load < loads; load++) {
    const page = await browser.newPage({ baseURL: url, viewport: { width: 1920, height: 1080 } });
    await fakeFeed(page, boards.incident);
    const session = await page.context().newCDPSession(page);
    await session.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
    await page.goto("/");
    times.push(await page.evaluate(boardDrawn));
    await page.close();
  }
  return median(times);
}

/** Runs in the page: the frame in which it shows what is wrong, ms since the request. */
function boardDrawn(): Promise<number> {
  return new Promise((resolve) => {
    const frame = () => {
      if (document.querySelector('[data-testid="ledger"]')) resolve(performance.now());
      else requestAnimationFrame(frame);
    };
    frame();
  });
}
