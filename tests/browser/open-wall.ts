import { expect, type Page } from "@playwright/test";
import type { Board } from "../../lib/model/board.ts";
import type { FakeFeed } from "./fake-feed.ts";
import { open } from "./open.ts";

/** Opens a wall, and waits until the feed's board has replaced what the server drew. */
export async function openWall(page: Page, board: Board, path: string): Promise<FakeFeed> {
  const feed = await open(page, board, path);
  await expect(page.getByTestId("headline")).not.toContainText("Connecting");
  await expect(page.getByTestId("freshness")).toContainText("UTC");
  return feed;
}
