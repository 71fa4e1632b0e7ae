import { expect, test } from "@playwright/test";
import { muteOf } from "../../lib/model/mute.ts";
import * as boards from "./boards/boards.ts";
import { NOW } from "./boards/build.ts";
import { fleet } from "./boards/fleet.ts";
import { fakeFeed, shows } from "./fake-feed.ts";
import { open } from "./open.ts";
import { openWall } from "./open-wall.ts";

const PATH = "/c/prod?wall";

test("options that cannot be read are ignored and said so", async ({ page }) => {
  await openWall(page, boards.healthy, `${PATH}&rotate=soon&theme=pink&token=secret`);
  const notes = page.getByTestId("wall-notes");
  await expect(notes).toContainText("rotate=soon is ignored: write 20s or 2m");
  await expect(notes).toContainText("theme=pink is ignored: write dark, light or contrast.");
  await expect(notes).toContainText("token: no such option.");
  await expect(notes).not.toContainText("secret");
  await openWall(page, boards.healthy, PATH);
  await expect(notes).toHaveCount(0);
});

test("a wall is dark unless the URL says otherwise", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "light" });
  const ground = () => page.getByTestId("wall").evaluate((wall) => getComputedStyle(wall).backgroundColor);
  await openWall(page, boards.healthy, PATH);
  expect(await ground()).toBe("rgb(15, 20, 22)");
  await openWall(page, boards.healthy, `${PATH}&theme=light`);
  expect(await ground()).toBe("rgb(238, 241, 241)");
  await openWall(page, boards.healthy, `${PATH}&theme=contrast`);
  expect(await ground()).toBe("rgb(0, 0, 0)");
});

test("the way from a board to its wall and back is a click, or two keys", async ({ page }) => {
  await open(page, boards.incident, "/c/prod");
  await page.getByRole("link", { name: "Wall", exact: true }).click();
  await expect(page).toHaveURL(/\/c\/prod\?wall/);
  await expect(page.getByTestId("wall-row").first()).toContainText("Critical");
  await page.mouse.move(400, 300);
  await page.getByRole("link", { name: "Leave wall mode" }).click();
  await expect(page.getByRole("navigation")).toBeVisible();
  await shows(page, 1);
  await page.keyboard.press("g");
  await page.keyboard.press("w");
  await expect(page.getByTestId("wall")).toBeVisible();
});

test("the overview of several systems says how many there are, and leads to a wall of them all", async ({ page }) => {
  await fakeFeed(page, boards.healthy, { json: fleet });
  await page.goto("/");
  await expect(page.getByRole("banner")).toContainText("4 systems");
  await expect(page.getByRole("banner")).toContainText("UTC");
  await page.getByRole("link", { name: "Wall" }).click();
  await expect(page.getByTestId("wall-row").first()).toContainText("Critical");
});

test("a wall dims at night, but not an alarm", async ({ page }) => {
  const hour = await page.evaluate(() => new Date().getHours());
  const night = `&dim=${hour}-${(hour + 2) % 24}`;
  await openWall(page, boards.healthy, PATH + night);
  await expect(page.getByTestId("wall")).toHaveAttribute("data-dimmed", "true");
  await openWall(page, boards.incident, PATH + night);
  await expect(page.getByTestId("wall")).toHaveAttribute("data-dimmed", "false");
  await openWall(page, boards.healthy, `${PATH}&dim=${(hour + 2) % 24}-${(hour + 4) % 24}`);
  await expect(page.getByTestId("wall")).toHaveAttribute("data-dimmed", "false");
});

test("the cursor hides after 3 s, with it the buttons", async ({ page }) => {
  await openWall(page, boards.healthy, PATH);
  const wall = page.getByTestId("wall");
  const leave = page.getByRole("link", { name: "Leave wall mode" });
  await page.mouse.move(400, 300);
  await page.mouse.move(420, 300);
  await expect(wall).toHaveAttribute("data-idle", "false");
  await expect(leave).toBeVisible();
  await expect(wall).toHaveAttribute("data-idle", "true", { timeout: 6_000 });
  expect(await wall.evaluate((it) => getComputedStyle(it).cursor)).toBe("none");
  await expect(leave).toBeHidden();
});

test("a rotation shows the state, then the servers", async ({ page }) => {
  await openWall(page, boards.incident, `${PATH}&rotate=5s&page=5s`);
  await expect(page.getByTestId("wall-row").first()).toContainText("Critical");
  await expect(page.getByText("level 5, version 2.15.1, meta leader")).toBeVisible({ timeout: 40_000 });
});

test("a rotation goes on where the number of pages changes more often than they turn", async ({ page }) => {
  await page.clock.install({ time: NOW });
  const feed = await openWall(page, boards.incident, `${PATH}&rotate=60s`);
  const servers = page.getByText("level 5, version 2.15.1, meta leader");
  const pager = page.getByTestId("pager");
  let hasTurned = false;
  for (let round = 0; round < 7; round++) {
    const isLong = round % 2 === 0;
    await feed.board(isLong ? boards.incident : boards.partial, 2 + round);
    if (round < 2) await (isLong ? expect(pager).toContainText("of 2") : expect(pager).toHaveCount(0));
    await page.clock.runFor(20_000);
    hasTurned ||= await servers.isVisible();
  }
  expect(hasTurned).toBe(true);
});

test("a rotation goes through all systems, and what is critical elsewhere stays in sight", async ({ page }) => {
  await fakeFeed(page, boards.healthy, { json: fleet });
  await page.goto("/?wall&rotate=5s&page=5s");
  await expect(page.getByTestId("headline")).toContainText("1 critical, 1 not known, 1 with a warning and 1 well");
  await expect(page.getByTestId("wall-row").first()).toContainText("staging: 3 streams offline");
  await expect(page).toHaveTitle(/1\scritical, 1\snot\sknown/);
  await expect(page.getByTestId("headline")).toContainText("All 3 servers run level 5", { timeout: 8_000 });
  const others = page.getByTestId("other-alarms");
  await expect(others).toContainText("Critical in staging: 3 streams offline");
  // From afar it is an alarm, whatever the system whose turn it is says.
  const wall = await page.getByTestId("wall").evaluate((it) => getComputedStyle(it).backgroundColor);
  await expect(others).not.toHaveCSS("background-color", wall);
  await expect(others).not.toHaveCSS("background-color", "rgba(0, 0, 0, 0)");
  await expect(page.locator('link[rel="icon"]')).toHaveAttribute("href", "/icon-critical.svg");
});

test("systems tell since when they are not well and how old that is, by Plimsoll's clock", async ({ page }) => {
  await fakeFeed(page, boards.healthy, { json: fleet });
  await page.goto("/?wall");
  const rows = page.getByTestId("wall-row");
  await expect(rows.nth(0)).toContainText(/12 min13:50 UTC.*staging: 3 streams offline/);
  await expect(rows.nth(0)).toContainText(/observed \d+ s ago, 3 of 3 servers/);
  await expect(rows.nth(1)).toContainText(/lab: its state is not known.*observed 9 min ago/);
  await expect(rows.nth(2)).toContainText(/3 h 20 min.*edge: e2 does not answer/);
  await expect(rows.nth(3)).toContainText("prod: nothing is wrong");
});

test("a wall knows no mutes: neither its board nor its title follows them, and it leaves them alone", async ({
  page,
}) => {
  const [finding] = Object.values(boards.incident.findings);
  if (!finding) throw new Error("the incident has no finding");
  // Longer than the server's own clock may be from that of the fake feed.
  const duration = 100 * 365 * 86_400_000;
  const kept = JSON.stringify([muteOf(finding, { reason: "known", now: NOW - 1_000, duration })]);
  await page.addInitScript((text) => localStorage.setItem("plimsoll.mutes.prod", text), kept);
  await open(page, boards.incident, "/c/prod");
  await expect(page).not.toHaveTitle(/3 streams and 2 consumers offline/);
  await openWall(page, boards.incident, PATH);
  await expect(page.getByTestId("headline")).toHaveAttribute("data-status", "critical");
  await expect(page).toHaveTitle(/3 streams and 2 consumers offline/);
  await expect(page.locator('link[rel="icon"]')).toHaveAttribute("href", "/icon-critical.svg");
  expect(await page.evaluate(() => localStorage.getItem("plimsoll.mutes.prod"))).toBe(kept);
});

for (const path of ["assets", "assets/-/APP/ORDERS", "servers/NN3XK3J5Q2", "findings", "timeline"]) {
  test(`every page of a system is its wall with ?wall: ${path}`, async ({ page }) => {
    await openWall(page, boards.incident, `/c/prod/${path}?wall`);
    await expect(page.getByTestId("wall-row").first()).toContainText("Critical");
  });
}
