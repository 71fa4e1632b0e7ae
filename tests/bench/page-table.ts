import type { CDPSession, Page } from "@playwright/test";
import * as boards from "../browser/boards/boards.ts";
import { stream } from "../browser/boards/build.ts";
import { fakeFeed } from "../browser/fake-feed.ts";
import { longestTask } from "./longest-task.ts";
import { median } from "./statistics.ts";

/** What a scroll costs. */
export interface Scroll {
  /** ms of its longest task, the median of some scrolls. */
  longest: number;
  /** ms of processor time that the page's thread worked, in as many others. */
  work: number;
}

export interface TableFigures {
  rows: number;
  /** ms of the longest task from the first row to the last, while pages of 1,000 came. */
  through: number;
  /** To and fro, with all rows there. */
  toAndFro: Scroll;
}

/** px a frame: some 300 rows. */
const STEP = 16_000;
const STEPS = 3;
/** Rows of a trace: that of a whole scroll would be too long for a string. */
const PART = 10_000;

/** Scrolls a table of so many streams, of which a page comes at a time. */
export async function measureTable(page: Page, rows: number, rounds: number): Promise<TableFigures> {
  await fakeFeed(page, boards.incident);
  await serveStreams(page, rows);
  await page.goto("/c/prod/assets");
  await page.getByTestId("asset").first().waitFor();
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  let through = 0;
  for (let row = Math.min(PART, rows); row <= rows; row += PART) {
    through = Math.max(through, await longestTask(page, () => page.evaluate(scrollDown, { step: STEP, row })));
  }
  const toAndFro = () => page.evaluate(scrollToAndFro, { step: STEP, steps: STEPS });
  const taken: number[] = [];
  for (let round = 0; round < rounds; round++) taken.push(await longestTask(page, toAndFro));
  const before = await workOf(session);
  for (let round = 0; round < rounds; round++) await toAndFro();
  return { rows, through, toAndFro: { longest: median(taken), work: (await workOf(session)) - before } };
}

async function serveStreams(page: Page, total: number): Promise<void> {
  await page.route(/\/assets\?/, async (route) => {
    const { searchParams } = new URL(route.request().url());
    const start = Number(searchParams.get("cursor") ?? 0);
    const count = Math.min(Number(searchParams.get("limit")), total - start);
    const assets = Array.from({ length: count }, (_, index) => ({ ...stream(`S-${start + index}`), since: null }));
    const next = start + count;
    await route.fulfill({ json: { total, assets, nextCursor: next < total ? String(next) : null } });
  });
}

/** ms of processor time that the page's thread ran tasks so far. */
async function workOf(session: CDPSession): Promise<number> {
  const { metrics } = await session.send("Performance.getMetrics");
  return (metrics.find(({ name }) => name === "TaskDuration")?.value ?? Number.NaN) * 1_000;
}

/** Runs in the page: a step a frame, until a row is in the document or passed; waits at the end of what has come. */
function scrollDown({ step, row }: { step: number; row: number }): Promise<void> {
  return new Promise((resolve) => {
    const frame = () => {
      const drawn = [...document.querySelectorAll("tbody [aria-rowindex]")].map((it) =>
        it.getAttribute("aria-rowindex"),
      );
      if (Math.max(...drawn.map(Number)) > row) return resolve();
      window.scrollBy(0, step);
      requestAnimationFrame(frame);
    };
    frame();
  });
}

/** Runs in the page: up from where it is and down again, a step a frame. */
function scrollToAndFro({ step, steps }: { step: number; steps: number }): Promise<void> {
  return new Promise((resolve) => {
    let left = 2 * steps;
    const frame = () => {
      if (left === 0) return resolve();
      window.scrollBy(0, left > steps ? -step : step);
      left -= 1;
      requestAnimationFrame(frame);
    };
    frame();
  });
}
