import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { type BoardProcess, startBoard, untilReady } from "../http/board-process.ts";

let board: BoardProcess;
test.beforeAll(async () => {
  board = await startBoard();
  await untilReady(board);
});
test.afterAll(() => board.stop());

/** Opens a tab that is not looked at, as a click with the middle button does. */
async function openBehind(context: BrowserContext, path = "/"): Promise<Page> {
  const page = await context.newPage();
  await page.addInitScript(() => {
    let isHidden = true;
    Object.defineProperty(document, "hidden", { get: () => isHidden });
    Object.defineProperty(document, "visibilityState", { get: () => (isHidden ? "hidden" : "visible") });
    Reflect.set(window, "lookAt", () => {
      isHidden = false;
      document.dispatchEvent(new Event("visibilitychange"));
    });
  });
  await page.goto(board.url + path);
  await expect(page.getByTestId("freshness")).toContainText("UTC");
  return page;
}

// A browser has six connections to a host over HTTP/1.1, and each feed takes one for good.
test("eight tabs of one browser: each loads, the last of them are live, and the others say that they are not", async ({
  context,
}) => {
  const wall = await openBehind(context, "/?wall");
  const tabs: Page[] = [];
  for (let count = 0; count < 7; count++) tabs.push(await openBehind(context));
  for (const tab of tabs.slice(-3)) await expect(tab.getByTestId("freshness")).toHaveAttribute("data-link", "open");
  for (const tab of tabs.slice(0, 4)) {
    await expect(tab).toHaveTitle(/^Last known/);
    await expect(tab.locator('link[rel="icon"]')).toHaveAttribute("href", "/icon-unknown.svg");
    await expect(tab.getByTestId("stale")).toContainText("This tab was hidden, and left its connection to others.");
  }
  await expect(wall).not.toHaveTitle(/^Last known/);

  const [first, second] = tabs;
  if (!first || !second) throw new Error("no tabs");
  await first.evaluate(() => Reflect.get(window, "lookAt")());
  await expect(first.getByTestId("freshness")).toHaveAttribute("data-link", "open");
  await expect(first.getByTestId("stale")).toHaveCount(0);
  await expect(first).not.toHaveTitle(/^Last known/);
  await expect(second).toHaveTitle(/^Last known/);
});
