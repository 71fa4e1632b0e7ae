import { expect, test } from "@playwright/test";
import * as boards from "./boards/boards.ts";
import { NOW } from "./boards/build.ts";
import { open } from "./open.ts";

const MINUTE = 60_000;

test("Plimsoll is away for ten minutes: tried again with back-off, back within 30 s, no reload, no change missed", async ({
  page,
}) => {
  await page.clock.install({ time: NOW });
  const feed = await open(page, boards.healthy);
  await page.evaluate(() => Reflect.set(window, "isSamePage", true));
  await feed.down();
  await page.clock.runFor(10 * MINUTE);
  await expect(page.getByTestId("stale")).toContainText("Last known, 10 min old. Plimsoll cannot be reached");
  await expect(page.locator('[data-status="ok"]')).toHaveCount(0);
  // A try each 7.5 to 15 s, a few quicker ones at first.
  const tries = await feed.opened();
  expect(tries).toBeGreaterThan(40);
  expect(tries).toBeLessThan(90);

  await feed.up(boards.incident, 9);
  await page.clock.runFor(30_000);
  await expect(page.getByTestId("stale")).toHaveCount(0);
  await expect(page.getByTestId("headline")).toContainText("3 streams and 2 consumers offline");
  await expect(page.getByTestId("freshness")).not.toContainText("reconnecting");
  expect(await page.evaluate(() => Reflect.get(window, "isSamePage"))).toBe(true);
});

for (const [name, board] of Object.entries({
  healthy: boards.healthy,
  empty: boards.empty,
  rollout: boards.rollout,
  "no JetStream": boards.noJetStream,
})) {
  test(`${name}, but stale: nothing on the page, in its title or in its icon is well`, async ({ page }) => {
    const feed = await open(page, board);
    await feed.freeze();
    await feed.board(board, 2, 60_000);
    await expect(page.getByTestId("stale")).toContainText("Last known");
    await expect(page.locator('[data-status="ok"]')).toHaveCount(0);
    await expect(page.locator('link[rel="icon"]')).toHaveAttribute("href", "/icon-unknown.svg");
    await expect(page).toHaveTitle(/Last known/);
  });
}

for (const [name, board] of Object.entries({
  connecting: boards.connecting,
  "not permitted": boards.denied,
  "not answered": boards.silent,
})) {
  test(`${name}: unknown is not well`, async ({ page }) => {
    await open(page, board);
    await expect(page.getByTestId("headline")).toHaveAttribute("data-status", "unknown");
    await expect(page.locator('[data-status="ok"]')).toHaveCount(0);
    await expect(page.locator('link[rel="icon"]')).toHaveAttribute("href", "/icon-unknown.svg");
  });
}

test("empty, not permitted and not answered are three different sentences and signs", async ({ page }) => {
  const seen: string[] = [];
  for (const board of [boards.empty, boards.denied, boards.silent]) {
    await open(page, board);
    seen.push((await page.getByTestId("headline").textContent()) ?? "");
  }
  expect(new Set(seen).size).toBe(3);
});
