// The page as a browser gets it: the script of its first load, and the longest task when 1,000 assets go offline at once.
import { gzipSync } from "node:zlib";
import { chromium, type Page } from "@playwright/test";
import type { Board } from "../../lib/model/board.ts";
import * as boards from "../browser/boards/boards.ts";
import { fakeFeed } from "../browser/fake-feed.ts";
import { startBoard } from "../http/board-process.ts";
import { findChromium } from "../setup/chromium.ts";

const LIMIT = 170;

const board = await startBoard({ env: { PLIMSOLL_CONFIG: "tests/browser/nobody.yaml" } });
try {
  await sayFirstLoad(board.url);
  await sayLongestTask(board.url);
} finally {
  await board.stop();
}

/** The sum of the scripts that the HTML of `/` names, each gzipped as Next serves it. */
async function sayFirstLoad(url: string): Promise<void> {
  const html = await (await fetch(url)).text();
  const paths = new Set([...html.matchAll(/\/_next\/static\/[^"'\\]+?\.js/g)].map(([path]) => path));
  // For browsers without modules; none of those that can run the board load them.
  const old = /<script[^>]+noModule[^>]*>/gi.exec(html)?.[0] ?? "";
  const sizes = await Promise.all(
    [...paths].filter((path) => !old.includes(path)).map(async (path) => gzipSync(await bytesOf(url + path)).length),
  );
  const total = sizes.reduce((a, b) => a + b, 0) / 1000;
  console.log(`first load of /: ${total.toFixed(1)} kB of script gzipped in ${sizes.length} files (limit ${LIMIT} kB)`);
}

async function bytesOf(url: string): Promise<Uint8Array> {
  return new Uint8Array(await (await fetch(url)).arrayBuffer());
}

/** A busy machine stretches both alike, so the ratio counts. */
async function sayLongestTask(url: string): Promise<void> {
  const browser = await chromium.launch({ executablePath: findChromium(), args: ["--no-sandbox", "--disable-gpu"] });
  try {
    const page = await browser.newPage({ baseURL: url, viewport: { width: 1920, height: 1080 } });
    const feed = await fakeFeed(page, boards.healthy);
    await page.goto("/");
    await page.getByTestId("coverage").waitFor();
    await page.waitForTimeout(3_000);
    let revision = 2;
    const change = async (to: Board) => longestTask(page, () => feed.board(to, revision++));
    const rounds: { few: number; many: number }[] = [];
    for (let round = 0; round < 5; round++) {
      await change(boards.healthy);
      const few = await change(boards.incident);
      await change(boards.healthy);
      rounds.push({ few, many: await change(boards.crowded) });
    }
    const few = median(rounds.map((round) => round.few));
    const many = median(rounds.map((round) => round.many));
    console.log(
      `longest task, 1,000 offline assets: ${many.toFixed(0)} ms, 6 assets: ${few.toFixed(0)} ms, ratio ${(many / few).toFixed(2)} (limit 200 ms)`,
    );
  } finally {
    await browser.close();
  }
}

/** ms of the longest stretch in which the page's thread was not free, while something is done. */
async function longestTask(page: Page, act: () => Promise<void>): Promise<number> {
  await page.evaluate(() => {
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
  });
  await act();
  await page.waitForTimeout(500);
  return page.evaluate(() => {
    const state = Reflect.get(window, "longest");
    state.isOn = false;
    return state.longest;
  });
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
