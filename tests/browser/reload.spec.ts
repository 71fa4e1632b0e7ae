import { expect, type Page, test } from "@playwright/test";
import * as boards from "./boards/boards.ts";
import { NOW } from "./boards/build.ts";
import { fleet } from "./boards/fleet.ts";
import { type FakeFeed, fakeFeed } from "./fake-feed.ts";
import { open } from "./open.ts";

const MINUTE = 60_000;

/** Counts the loads of the page itself. */
function loadsOf(page: Page): () => number {
  let loads = 0;
  page.on("load", () => (loads += 1));
  return () => loads;
}

async function prepare(page: Page, random: number): Promise<void> {
  await page.addInitScript((value) => {
    Math.random = () => value;
  }, random);
  await page.clock.install({ time: NOW });
}

async function openWith(page: Page, random: number): Promise<FakeFeed> {
  await prepare(page, random);
  return open(page, boards.healthy);
}

const another = { revision: 1, observedAt: NOW, buildId: "another", now: NOW };

/** A board that the page cannot draw, of the page's own build. */
async function sendBroken(page: Page, feed: FakeFeed): Promise<void> {
  const buildId = await page.evaluate(() => document.documentElement.dataset.build);
  await feed.send("board", { ...another, buildId, revision: 2, board: {} });
}

test("a new build reloads within five minutes, jittered, and once: an old page from a cache does not spin", async ({
  page,
}) => {
  const feed = await openWith(page, 0.5);
  const loads = loadsOf(page);
  await feed.send("ping", another);
  await page.clock.fastForward(2 * MINUTE);
  expect(loads()).toBe(0);
  await page.clock.fastForward(MINUTE);
  await expect.poll(loads).toBe(1);
  await expect(page.getByTestId("headline")).toHaveAttribute("data-status", "ok");
  await feed.send("ping", another);
  await page.clock.fastForward(10 * MINUTE);
  expect(loads()).toBe(1);
});

test("a build that was taken back before the reload, and comes again later, reloads again", async ({ page }) => {
  const feed = await openWith(page, 0.5);
  const loads = loadsOf(page);
  await feed.send("ping", another);
  await page.clock.fastForward(3 * MINUTE);
  // It is of the old build again, and so is what the feed tells.
  await expect.poll(loads).toBe(1);
  await expect(page.getByTestId("headline")).toHaveAttribute("data-status", "ok");
  await page.clock.fastForward(61 * MINUTE);
  await feed.send("ping", another);
  await page.clock.fastForward(3 * MINUTE);
  await expect.poll(loads).toBe(2);
});

test("a page whose address has a user and a password, as a kiosk's does, reloads for a new build too", async ({
  page,
  baseURL,
}) => {
  await prepare(page, 0.5);
  const feed = await open(page, boards.healthy, `${baseURL?.replace("//", "//noc:secret@")}/?wall`);
  const loads = loadsOf(page);
  await feed.send("ping", another);
  await page.clock.fastForward(3 * MINUTE);
  await expect.poll(loads).toBe(1);
});

for (const path of ["/", "/?wall", "/?wall&rotate=5s&page=5s"]) {
  test(`several systems: a new build reloads within five minutes, jittered, and once, whoever's turn it is, ${path}`, async ({
    page,
  }) => {
    await prepare(page, 0.5);
    await fakeFeed(page, boards.healthy, { json: fleet });
    await page.goto(path);
    const names = page.getByText("staging");
    await expect(names.first()).toBeVisible();
    const loads = loadsOf(page);
    const contexts = { ...fleet["/api/v1/contexts"], buildId: another.buildId };
    await page.route("**/api/v1/contexts", (route) => route.fulfill({ json: contexts }));
    const told = page.waitForResponse("**/api/v1/contexts");
    await page.clock.fastForward(30_000);
    await told;
    // In short steps, so that a rotation has its turns.
    for (let second = 0; second < 108; second += 6) await page.clock.fastForward(6_000);
    expect(loads()).toBe(0);
    await page.clock.fastForward(MINUTE);
    await expect.poll(loads).toBe(1);
    await expect(names.first()).toBeVisible();
    for (let minute = 0; minute < 10; minute++) await page.clock.fastForward(MINUTE);
    expect(loads()).toBe(1);
  });
}

test("a rotation does not call off the reload that a feed of one turn heard of", async ({ page }) => {
  await prepare(page, 0.5);
  const feed = await fakeFeed(page, boards.healthy, { json: fleet });
  await page.goto("/?wall&rotate=5s&page=5s");
  await expect(page.getByText("staging").first()).toBeVisible();
  const loads = loadsOf(page);
  const before = await feed.opened();
  await expect.poll(() => feed.opened()).toBe(before + 1);
  await feed.send("ping", another);
  await page.clock.runFor(30_000);
  expect(await feed.opened()).toBeGreaterThan(before + 1);
  await page.clock.fastForward(2 * MINUTE);
  await expect.poll(loads).toBe(1);
});

test("no reload while Plimsoll does not answer: the browser's own error page never shows", async ({ page }) => {
  const feed = await openWith(page, 0.1);
  const loads = loadsOf(page);
  await feed.send("ping", another);
  await feed.down();
  for (let minute = 0; minute < 5; minute++) await page.clock.fastForward(MINUTE);
  expect(loads()).toBe(0);
  await expect(page.getByTestId("stale")).toContainText("Last known");
  await feed.up();
  await page.clock.fastForward(30_000);
  await expect.poll(loads).toBe(1);
});

test("no reload while Plimsoll hangs, and one as soon as it answers again", async ({ page }) => {
  const feed = await openWith(page, 0.1);
  const loads = loadsOf(page);
  await page.route("**/healthz", () => new Promise(() => {}));
  const asked = page.waitForRequest("**/healthz");
  await feed.send("ping", another);
  await page.clock.fastForward(MINUTE);
  await asked;
  expect(loads()).toBe(0);
  await page.unroute("**/healthz");
  await expect.poll(loads, { timeout: 40_000 }).toBe(1);
});

test("no reload into the login of a gateway, and one once the viewer has signed in again", async ({ page }) => {
  const feed = await openWith(page, 0.1);
  const loads = loadsOf(page);
  let asked = 0;
  await page.route("**/healthz", (route) => {
    asked += 1;
    // Any page that is there stands for the login.
    return route.fulfill({ status: 302, headers: { location: "/docs/findings" } });
  });
  await feed.send("ping", another);
  await page.clock.fastForward(MINUTE);
  await expect.poll(() => page.clock.fastForward(10_000).then(() => asked)).toBeGreaterThan(2);
  expect(loads()).toBe(0);
  await page.unroute("**/healthz");
  await expect.poll(loads, { timeout: 40_000 }).toBe(1);
});

test("a page that breaks says so, and reloads by itself", async ({ page }) => {
  const feed = await openWith(page, 0);
  const loads = loadsOf(page);
  await sendBroken(page, feed);
  await expect(page.getByTestId("broken")).toContainText("the state of the system is not known");
  await expect(page).toHaveTitle(/Broken/);
  // At once: what it loads anew has an icon of its own.
  const icons = page.locator('link[rel="icon"]').evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  expect(await icons).toEqual(["/icon-unknown.svg"]);
  await page.clock.fastForward(6_000);
  await expect.poll(loads).toBe(1);
  await expect(page.getByTestId("headline")).toHaveAttribute("data-status", "ok");
});

test("a page that breaks again and again reloads later each time", async ({ page }) => {
  const feed = await openWith(page, 0);
  const loads = loadsOf(page);
  for (const [round, wait] of [5_000, 10_000, 20_000, 40_000].entries()) {
    await sendBroken(page, feed);
    await expect(page.getByTestId("broken")).toBeVisible();
    await page.clock.fastForward(wait * 0.9);
    expect(loads()).toBe(round);
    await page.clock.fastForward(wait * 0.2);
    await expect.poll(loads).toBe(round + 1);
    await expect(page.getByTestId("headline")).toBeVisible();
  }
});
