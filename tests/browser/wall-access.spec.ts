import { expect, type Page, test } from "@playwright/test";
import { expectAccessible } from "./axe.ts";
import * as boards from "./boards/boards.ts";
import { fleet } from "./boards/fleet.ts";
import { fresh } from "./boards/wall.ts";
import { fakeFeed } from "./fake-feed.ts";
import { openWall } from "./open-wall.ts";

const PATH = "/c/prod?wall";

async function night(page: Page): Promise<string> {
  const hour = await page.evaluate(() => new Date().getHours());
  return `dim=${hour}-${(hour + 2) % 24}`;
}

const screens = [
  { name: "healthy", board: boards.healthy },
  { name: "rollout", board: boards.rollout },
  { name: "incident", board: boards.incident },
  { name: "partial view", board: boards.partial },
  { name: "not permitted", board: boards.denied },
  { name: "no server answers", board: boards.silent },
  { name: "1,000 offline", board: boards.crowded },
  { name: "recording", board: boards.recording },
];

for (const theme of ["light", "dark", "contrast", "night"]) {
  for (const { name, board } of screens) {
    test(`wall, ${name}, ${theme}: axe finds nothing`, async ({ page }) => {
      await openWall(page, board, `${PATH}&${theme === "night" ? await night(page) : `theme=${theme}`}`);
      await expectAccessible(page);
    });
  }

  test(`wall of several systems, ${theme}: axe finds nothing`, async ({ page }) => {
    await fakeFeed(page, boards.healthy, { json: fleet });
    await page.goto(`/?wall&${theme === "night" ? await night(page) : `theme=${theme}`}`);
    await expect(page.getByTestId("wall-row")).toHaveCount(4);
    await expectAccessible(page);
  });
}

for (const theme of ["light", "dark", "contrast"]) {
  test(`wall, an alarm of now and the buttons, ${theme}: axe finds nothing`, async ({ page }) => {
    await page.emulateMedia({ reducedMotion: "reduce" });
    const feed = await openWall(page, boards.incident, `${PATH}&theme=${theme}&sound`);
    await feed.delta({ findings: { set: { [fresh.key]: fresh } } }, 2);
    await expect(page.getByTestId("headline")).toHaveAttribute("data-fresh", "true");
    await expect(page.getByTestId("announcer")).toHaveText("Critical: No meta leader in C1");
    await page.mouse.move(300, 300);
    await expect(page.getByRole("link", { name: "Leave wall mode" })).toBeVisible();
    await expectAccessible(page);
  });

  test(`wall, the servers, ${theme}: axe finds nothing`, async ({ page }) => {
    await openWall(page, boards.incident, `${PATH}&theme=${theme}&rotate=5s&page=5s&strange=1`);
    await expect(page.getByText("level 5, version 2.15.1, meta leader")).toBeVisible({ timeout: 40_000 });
    await page.keyboard.press(" ");
    await expectAccessible(page);
  });

  test(`wall, last known, ${theme}: axe finds nothing`, async ({ page }) => {
    const feed = await openWall(page, boards.incident, `${PATH}&theme=${theme}`);
    await feed.freeze();
    await feed.board(boards.incident, 2, 60_000);
    await expect(page.getByTestId("stale")).toBeVisible();
    await expectAccessible(page);
  });
}
