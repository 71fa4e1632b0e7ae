import { expect, test } from "@playwright/test";
import { expectAccessible } from "./axe.ts";
import * as boards from "./boards/boards.ts";
import { incidentHistory } from "./boards/history.ts";
import { open } from "./open.ts";

const screens = [
  { name: "healthy board", board: boards.healthy, path: "/" },
  { name: "incident", board: boards.incident, path: "/" },
  { name: "rollout", board: boards.rollout, path: "/" },
  { name: "partial view", board: boards.partial, path: "/" },
  { name: "not permitted", board: boards.denied, path: "/" },
  { name: "recording", board: boards.recording, path: "/" },
  { name: "assets", board: boards.incident, path: "/c/prod/assets" },
  { name: "asset", board: boards.incident, path: "/c/prod/assets/-/APP/ORDERS" },
  { name: "server", board: boards.incident, path: "/c/prod/servers/NN3XK3J5Q2" },
  { name: "silent server", board: boards.partial, path: "/c/prod/servers/NN3XK3J5Q2" },
  { name: "findings", board: boards.incident, path: "/c/prod/findings" },
];

for (const theme of ["light", "dark", "contrast"]) {
  for (const { name, board, path } of screens) {
    test(`${name}, ${theme}: axe finds nothing`, async ({ page }) => {
      await open(page, board, `${path}?theme=${theme}`, { history: incidentHistory });
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expectAccessible(page);
    });
  }
}

for (const theme of ["light", "dark"]) {
  test(`stale, ${theme}: axe finds nothing`, async ({ page }) => {
    const feed = await open(page, boards.incident, `/?theme=${theme}`);
    await feed.freeze();
    await feed.board(boards.incident, 2, 60_000);
    await expect(page.getByTestId("stale")).toBeVisible();
    await expectAccessible(page);
  });
}

test("every link and button of the board is reached by the keyboard, in reading order", async ({ page }) => {
  await open(page, boards.incident);
  const links = await page.locator("a[href], button").allTextContents();
  const reached: string[] = [];
  for (const _ of links) {
    await page.keyboard.press("Tab");
    reached.push(await page.evaluate(() => document.activeElement?.textContent ?? ""));
  }
  expect(reached).toEqual(links);
});

test("an asset is opened and left by the keyboard", async ({ page }) => {
  await open(page, boards.incident);
  await page.getByRole("link", { name: "ORDERS", exact: true }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "ORDERS" })).toBeVisible();
  await page.goBack();
  await expect(page.getByTestId("headline")).toBeVisible();
});
