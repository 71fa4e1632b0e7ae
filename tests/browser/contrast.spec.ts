import { expect, type Page, test } from "@playwright/test";
import type { Board, HistoryPoint } from "../../lib/model/board.ts";
import { REASON_KINDS } from "../../lib/model/reason.ts";
import * as boards from "./boards/boards.ts";
import { minutes, NOW } from "./boards/build.ts";
import { type Graphic, graphicsOf, ringsOf } from "./graphics.ts";
import { open } from "./open.ts";
import { openWall } from "./open-wall.ts";

const LEVELS = ["0", "1", "2", "3", "4", "5", "6", "none", "?"];
const each = (keys: readonly string[]) => Object.fromEntries(keys.map((key) => [key, 1]));
/** Every band that a chart can have. */
const full: HistoryPoint[] = [
  { at: NOW - minutes(90), levels: each(LEVELS), reasons: each(REASON_KINDS) },
  { at: NOW - minutes(2), levels: each(LEVELS), reasons: each(REASON_KINDS) },
];
const THEMES = ["light", "dark", "contrast"];

/** WCAG 2.2, 1.4.11. */
function expectSeen(graphics: Graphic[], on?: Board): void {
  const where =
    on && `${on.head.connection.problem?.fault ?? on.head.status}, ${Object.keys(on.servers).length} servers`;
  expect(graphics.length, where).toBeGreaterThan(0);
  const faint = graphics.filter(({ contrast }) => contrast < 3);
  expect(
    faint.map(({ what, contrast }) => `${what}: ${contrast.toFixed(2)}`),
    where,
  ).toEqual([]);
}

function kindsIn(graphics: Graphic[]): string[] {
  return [...new Set(graphics.map(({ what }) => what.split(" ")[0] ?? ""))].sort();
}

async function openCharts(page: Page, theme: string): Promise<void> {
  await open(page, boards.incident, `/?theme=${theme}`, { history: full });
  await expect(page.locator(".recharts-area")).toHaveCount(LEVELS.length + REASON_KINDS.length);
}

for (const theme of THEMES) {
  test(`${theme}: signs, marks, every band of the charts and borders have a contrast of 3`, async ({ page }) => {
    await openCharts(page, theme);
    const graphics = await graphicsOf(page);
    expect(kindsIn(graphics)).toEqual(["band", "border", "line", "sign"]);
    expectSeen(graphics);
  });

  test(`${theme}: graphics of a board in each state have a contrast of 3`, async ({ page }) => {
    for (const board of [boards.healthy, boards.rollout, boards.partial, boards.denied]) {
      await open(page, board, `/?theme=${theme}`);
      expectSeen(await graphicsOf(page), board);
    }
  });

  test(`${theme}: fields have borders, and the ring of the focus is seen wherever it stands`, async ({ page }) => {
    await open(page, boards.incident, `/c/prod/assets?theme=${theme}`);
    await expect(page.getByRole("table")).toBeVisible();
    const graphics = await graphicsOf(page);
    expect(graphics.filter(({ what }) => what.includes(" input.")).length).toBeGreaterThan(0);
    expectSeen(graphics);
    const rings = await ringsOf(page);
    expect(rings.length).toBeGreaterThan(10);
    expectSeen(rings);
  });

  test(`${theme}: graphics of a wall in each state have a contrast of 3`, async ({ page }) => {
    for (const board of [boards.healthy, boards.rollout, boards.incident, boards.partial, boards.denied]) {
      await openWall(page, board, `/c/prod?wall&theme=${theme}`);
      expectSeen(await graphicsOf(page), board);
    }
  });
}

test("a wall at night keeps the contrast of its graphics", async ({ page }) => {
  const hour = await page.evaluate(() => new Date().getHours());
  for (const board of [boards.healthy, boards.rollout, boards.partial, boards.vast]) {
    await openWall(page, board, `/c/prod?wall&dim=${hour}-${(hour + 2) % 24}`);
    await expect(page.getByTestId("wall")).toHaveAttribute("data-dimmed", "true");
    expectSeen(await graphicsOf(page));
  }
});

test("marks of servers are darker at night", async ({ page }) => {
  const hour = await page.evaluate(() => new Date().getHours());
  const lightness = () =>
    page
      .getByTestId("server-ribbon")
      .locator("path")
      .evaluateAll((all) => Math.max(...all.map((it) => Number(getComputedStyle(it).fill.match(/\d+/)?.[0]))));
  await openWall(page, boards.vastCalm, "/c/prod?wall");
  const byDay = await lightness();
  await openWall(page, boards.vastCalm, `/c/prod?wall&dim=${hour}-${(hour + 2) % 24}`);
  expect(await lightness()).toBeLessThan(byDay);
});

for (const theme of THEMES) {
  test(`${theme}: what is only last known loses its colour, not its contrast`, async ({ page }) => {
    const feed = await open(page, boards.incident, `/?theme=${theme}`, { history: full });
    await feed.freeze();
    await feed.board(boards.incident, 2, 60_000);
    await expect(page.getByTestId("stale")).toBeVisible();
    await expect(page.locator(".recharts-area")).toHaveCount(LEVELS.length + REASON_KINDS.length);
    expectSeen(await graphicsOf(page));
  });
}

for (const path of ["/c/prod", "/c/prod?wall", "/c/prod?wall&theme=contrast"]) {
  test(`in forced colours an alarm fills its band, and nothing else does, ${path}`, async ({ page }) => {
    await page.emulateMedia({ forcedColors: "active" });
    const colours = () =>
      page.getByTestId("headline").evaluate((it) => {
        const { backgroundColor: ground, color: ink } = getComputedStyle(it);
        return { ground, ink };
      });
    await open(page, boards.healthy, path);
    await expect(page.getByTestId("headline")).toHaveAttribute("data-status", "ok");
    const { ink } = await colours();
    await open(page, boards.incident, path);
    await expect(page.getByTestId("headline")).toHaveAttribute("data-status", "critical");
    const alarm = await colours();
    expect(alarm.ground).toBe(ink);
    expect(alarm.ink).not.toBe(ink);
  });
}
