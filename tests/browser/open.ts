import { expect, type Page } from "@playwright/test";
import type { Board } from "../../lib/model/board.ts";
import { type FakeFeed, fakeFeed } from "./fake-feed.ts";

type Answers = Parameters<typeof fakeFeed>[2];

/** Opens a page over a fake feed, and waits until the board has arrived where there is one. */
export async function open(page: Page, board: Board | null, path = "/", answers: Answers = {}): Promise<FakeFeed> {
  const feed = await fakeFeed(page, board, answers);
  await page.goto(path);
  if (board) await expect(page.getByTestId("coverage")).toBeVisible();
  return feed;
}
