import { expect, test } from "@playwright/test";
import * as boards from "./boards/boards.ts";
import { incidentHistory } from "./boards/history.ts";
import { incidentTimeline } from "./boards/timeline.ts";
import { open } from "./open.ts";

const answers = { history: incidentHistory, json: { "/timeline": incidentTimeline } };

const screens = [
  "/",
  "/c/prod/assets",
  "/c/prod/assets/-/APP/ORDERS",
  "/c/prod/findings",
  "/c/prod/timeline",
  "/c/prod/servers/NN3XK3J5Q2",
];

for (const path of screens) {
  test(`${path}: Tab reaches all that can be used, in reading order, each in sight and marked`, async ({ page }) => {
    await open(page, boards.incident, path, answers);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await page.waitForLoadState("networkidle");
    const count = await page.evaluate(() => {
      const all = [...document.querySelectorAll("a[href], button:enabled, input, select")];
      all.forEach((element, index) => {
        element.setAttribute("data-order", String(index));
      });
      return all.length;
    });
    const reached: unknown[] = [];
    for (let index = 0; index < count; index += 1) {
      await page.keyboard.press("Tab");
      reached.push(
        await page.evaluate(() => {
          const active = document.activeElement;
          if (!(active instanceof HTMLElement)) return "nothing";
          const { top, bottom, width } = active.getBoundingClientRect();
          const isSeen = width > 0 && bottom > 0 && top < innerHeight;
          const isMarked = getComputedStyle(active).outlineStyle !== "none";
          return isSeen && isMarked
            ? Number(active.dataset.order)
            : `${active.outerHTML} is not in sight or not marked`;
        }),
      );
    }
    expect(reached).toEqual(Array.from({ length: count }, (_, index) => index));
  });
}

test("g and a letter go from page to page", async ({ page }) => {
  await open(page, boards.incident, "/", answers);
  for (const [key, heading] of [
    ["a", "Assets"],
    ["f", "Findings"],
    ["t", "Timeline"],
    ["b", "3 streams and 2 consumers offline"],
  ] as const) {
    await page.keyboard.press("g");
    await page.keyboard.press(key);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(heading);
  }
});

test("? tells the keys, and they can be switched off, for good", async ({ page }) => {
  await open(page, boards.incident, "/", answers);
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keys" })).toContainText("Timeline");
  await page.getByRole("checkbox", { name: "Keys without Ctrl work" }).uncheck();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.reload();
  await expect(page.getByTestId("headline")).toBeVisible();
  await page.keyboard.press("/");
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog", { name: "Jump to" })).toBeVisible();
});

test("the table is filtered and sorted by the keyboard alone", async ({ page }) => {
  await open(page, boards.incident, "/c/prod/assets", answers);
  await page.getByLabel("State").focus();
  await page.keyboard.type("Deg");
  await expect(page).toHaveURL(/state=degraded/);
  await page.getByRole("button", { name: "Leader" }).focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/sort=leader/);
  await page.keyboard.press("Space");
  await expect(page).toHaveURL(/sort=-leader/);
});
