import { expect, test } from "@playwright/test";
import { expectAccessible } from "./axe.ts";
import * as boards from "./boards/boards.ts";
import { graphicsOf } from "./graphics.ts";
import { open } from "./open.ts";
import { openWall } from "./open-wall.ts";

test("of 300 servers each has a mark that says who it is; who is not well is named, and has a shape of its own", async ({
  page,
}) => {
  await open(page, boards.vast);
  const map = page.getByTestId("server-map");
  await expect(map.locator("li")).toHaveCount(300);
  const names = await map.locator("li a").allTextContents();
  expect(new Set(names).size).toBe(300);
  expect(names[7]).toBe("nats-008, level 3, version 2.12.15, healthy");
  await expect(map).toContainText("60 servers, 59 on level 5 and 1 on level 3");
  await expect(map).toContainText("60 servers, 58 on level 5, 1 on level 3 and 1 silent");
  await expect(map.locator(":scope > [data-state=silent]")).toContainText("silent for 4 min");
  await expect(map.locator(":scope > [data-state=answering]")).toContainText("nats-131");
  const shapes = await map.locator("li svg").evaluateAll((all) => all.map((it) => it.innerHTML));
  // The meta leader, level 5, level 3, silent, not well.
  expect(new Set(shapes).size).toBe(5);
});

test("each cluster is one stop of the Tab key, and the arrow keys go from mark to mark", async ({ page }) => {
  await open(page, boards.vast);
  const map = page.getByTestId("server-map");
  await expect(map.locator("li a[tabindex='0']")).toHaveCount(5);
  await map.locator("li a").first().focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowLeft");
  await expect(page.locator(":focus")).toContainText("nats-002");
  await expect(map).toContainText("nats-002: level 5, version 2.15.1, healthy");
  await page.keyboard.press("Tab");
  await expect(page.locator(":focus")).toContainText("nats-061");
  await page.keyboard.press("Shift+Tab");
  await expect(page.locator(":focus")).toContainText("nats-002");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("nats-002");
});

test("of a hundred small clusters each takes a line, and what runs which level is said once for all", async ({
  page,
}) => {
  await page.setViewportSize({ width: 1920, height: 1080 });
  await open(page, boards.scattered);
  const map = page.getByTestId("server-map");
  await expect(map).toContainText("300 servers: 294 on level 5, 5 on level 3 and 1 silent; 2 not well");
  await expect(map.getByRole("heading", { name: "us-east-99", exact: true })).toBeVisible();
  const tops = await map.locator("div:has(> h3)").evaluateAll((all) =>
    all.map((it) => {
      const [name, marks] = [it.querySelector("h3"), it.querySelector("ul")].map((part) =>
        part?.getBoundingClientRect(),
      );
      return name && marks ? name.top < marks.bottom && marks.top < name.bottom && name.right <= marks.left : null;
    }),
  );
  expect(tops).toEqual(Array(100).fill(true));
});

for (const theme of ["light", "dark", "contrast"]) {
  for (const [name, board] of [
    ["a warning", boards.vast],
    ["nothing wrong", boards.vastCalm],
  ] as const) {
    test(`300 servers, ${name}, ${theme}: axe finds nothing, marks have a contrast of 3, on a wall too`, async ({
      page,
    }) => {
      for (const path of [`/?theme=${theme}`, `/c/prod?wall&theme=${theme}`]) {
        await (path.includes("wall") ? openWall(page, board, path) : open(page, board, path));
        await expect(page.getByTestId(path.includes("wall") ? "server-ribbon" : "server-map")).toBeVisible();
        await expectAccessible(page);
        const faint = (await graphicsOf(page)).filter(({ contrast }) => contrast < 3);
        expect(faint.map(({ what }) => what)).toEqual([]);
      }
    });
  }
}

for (const [shape, width, height] of [
  ["wide", 1920, 1080],
  ["tall", 390, 844],
] as const) {
  test(`on a ${shape} wall a hundred clusters have their marks above the load lines, and leave room for what is wrong`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height });
    await openWall(page, boards.scattered, "/c/prod?wall&drift=off");
    await expect(page.getByTestId("wall-row").first()).toContainText("nats-101 does not answer");
    const ribbon = page.getByTestId("server-ribbon");
    await expect(ribbon.locator("svg")).toHaveCount(300);
    expect(await ribbon.evaluate((it) => it.scrollHeight - it.clientHeight)).toBeLessThanOrEqual(1);
    const edges = await page
      .locator(".wall-rows, .wall-ribbon, .wall-strip, .wall-foot")
      .evaluateAll((all) => all.map((it) => it.getBoundingClientRect()).flatMap(({ top, bottom }) => [top, bottom]));
    expect(edges).toEqual(edges.toSorted((a, b) => a - b));
  });
}
