import type { Page } from "@playwright/test";
import type { Board } from "../../lib/model/board.ts";
import { type FakeFeed, fakeFeed, shows } from "./fake-feed.ts";

type Answers = Parameters<typeof fakeFeed>[2];

/** Opens a page over a fake feed, and waits until it shows the feed's board where there is one. */
export async function open(page: Page, board: Board | null, path = "/", answers: Answers = {}): Promise<FakeFeed> {
  const feed = await fakeFeed(page, board, answers);
  await page.goto(path);
  if (board) await shows(page, 1);
  return feed;
}
