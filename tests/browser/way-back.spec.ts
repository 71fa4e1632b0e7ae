import { expect, test } from "@playwright/test";
import { type BoardProcess, startBoard, untilReady } from "../http/board-process.ts";

let board: BoardProcess;
test.beforeAll(async () => {
  board = await startBoard();
  await untilReady(board);
});
test.afterAll(() => board.stop());

test("back on a page that was drawn long ago, what it was drawn with is as old as it is", async ({ page }) => {
  await page.clock.install();
  await page.goto(board.url);
  await expect(page.getByTestId("freshness")).toContainText(/observed \d s ago/);
  await page.keyboard.press("?");
  await page.getByRole("link", { name: "All findings explained" }).click();
  await expect(page.getByRole("heading", { name: "Findings", level: 1 })).toBeVisible();

  await page.route("**/api/v1/**", (route) => route.abort("connectionrefused"));
  await page.clock.fastForward("20:00");
  await page.goBack();
  await expect(page.getByTestId("stale")).toContainText("Last known, 20 min old.", { timeout: 3_000 });
  await expect(page.getByTestId("headline")).toContainText("Last known");

  await page.unroute("**/api/v1/**");
  await page.clock.runFor(30_000);
  await expect(page.getByTestId("stale")).toHaveCount(0);
  await expect(page.getByTestId("freshness")).toContainText(/observed \d s ago/);
});
