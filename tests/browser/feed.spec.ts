import { expect, test } from "@playwright/test";
import * as boards from "./boards/boards.ts";
import { NOW } from "./boards/build.ts";
import { open } from "./open.ts";

test("after two missed polls the whole board changes and says last known", async ({ page }) => {
  const feed = await open(page, boards.healthy);
  await expect(page.getByTestId("frame")).toHaveAttribute("data-stale", "false");
  await feed.freeze();
  await expect(page.getByTestId("stale")).toContainText("Last known", { timeout: 8_000 });
  await expect(page.getByTestId("frame")).toHaveAttribute("data-stale", "true");
  await expect(page.getByTestId("headline")).toContainText("Last known: All 3 servers run level 5");
  await expect(page.locator('[data-status="ok"]')).toHaveCount(0);
  await expect(page).toHaveTitle(/Last known/);
  await feed.board(boards.healthy, 2);
  await expect(page.getByTestId("stale")).toHaveCount(0);
  await expect(page.getByTestId("headline")).toHaveAttribute("data-status", "ok");
});

test("the age grows while the servers are not observed", async ({ page }) => {
  const feed = await open(page, boards.healthy);
  await feed.freeze();
  await feed.board(boards.healthy, 2, 42_000);
  await expect(page.getByTestId("freshness")).toContainText(/observed 4[3-9] s ago/);
});

test("a client clock that is wrong by hours changes no age", async ({ page }) => {
  await page.clock.setFixedTime(NOW - 5 * 3_600_000);
  const feed = await open(page, boards.incident);
  await feed.board(boards.incident, 2);
  await expect(page.getByTestId("freshness")).toContainText(/observed [01] s ago/);
  await expect(page.getByTestId("freshness")).toContainText("14:02");
});

test("a delta changes what it names", async ({ page }) => {
  const feed = await open(page, boards.healthy);
  await feed.delta({ head: boards.incident.head, assets: { set: boards.incident.assets } }, 2);
  await expect(page.getByTestId("headline")).toContainText("3 streams and 2 consumers offline");
  await expect(page.getByTestId("asset")).toHaveCount(6);
});

test("a gap in the revisions brings a full board", async ({ page }) => {
  const feed = await open(page, boards.healthy);
  expect(await feed.opened()).toBe(1);
  await feed.delta({ assets: { removed: ["nobody"] } }, 7);
  await expect.poll(() => feed.opened()).toBe(2);
});

test("a lost feed is opened again by itself, without a reload", async ({ page }) => {
  const feed = await open(page, boards.healthy);
  await page.evaluate(() => Reflect.set(window, "isSamePage", true));
  await feed.drop();
  await expect.poll(() => feed.opened()).toBe(2);
  await expect(page.getByTestId("freshness")).not.toContainText("reconnecting");
  expect(await page.evaluate(() => Reflect.get(window, "isSamePage"))).toBe(true);
});

test("a feed that falls silent is opened again after two heartbeats", async ({ page }) => {
  const feed = await open(page, boards.healthy);
  await feed.silence();
  await expect.poll(() => feed.opened(), { timeout: 15_000 }).toBeGreaterThan(1);
});

test("a viewer who is signed out is told so and finds a way back", async ({ page }) => {
  const here = "/c/prod/findings?theme=dark";
  const feed = await open(page, boards.healthy, here);
  await page.route("**/api/v1/contexts", (route) => route.fulfill({ status: 401 }));
  await feed.silence();
  await feed.drop();
  await expect(page.getByTestId("login")).toContainText("This screen is signed out");
  await expect(page.getByRole("link", { name: "Sign in again" })).toHaveAttribute("href", here);
});

test("a system that Plimsoll does not watch any more is not said to be out of reach", async ({ page }) => {
  const feed = await open(page, boards.healthy, "/c/prod", {
    json: { "/api/v1/contexts": { contexts: [{ name: "production" }] } },
  });
  await feed.silence();
  await feed.drop();
  await expect(page.getByTestId("freshness")).toContainText("reconnecting");
  await expect(page.getByTestId("stale")).toContainText("Plimsoll does not watch this system any more.");
  await expect(page.getByTestId("stale")).not.toContainText("cannot be reached");
});

test("a new build reloads the page once Plimsoll answers", async ({ page }) => {
  await page.addInitScript(() => {
    Math.random = () => 0;
  });
  const feed = await open(page, boards.healthy);
  await page.evaluate(() => Reflect.set(window, "isSamePage", true));
  const reloaded = page.waitForEvent("load");
  await feed.send("ping", { revision: 1, observedAt: NOW, buildId: "another", now: NOW });
  await reloaded;
  expect(await page.evaluate(() => Reflect.get(window, "isSamePage"))).toBeUndefined();
  await expect(page.getByTestId("headline")).toHaveAttribute("data-status", "ok");
});

test("in a browser that denies a page all storage, the board is drawn and live", async ({ page }) => {
  await page.addInitScript(() => {
    function deny(): never {
      throw new DOMException("The operation is insecure.", "SecurityError");
    }
    Reflect.set(window, "BroadcastChannel", deny);
    for (const name of ["localStorage", "sessionStorage"]) Object.defineProperty(window, name, { get: deny });
  });
  const feed = await open(page, boards.healthy);
  await feed.board(boards.incident, 2);
  await expect(page.getByTestId("headline")).toContainText("3 streams and 2 consumers offline");
  await expect(page.getByTestId("broken")).toHaveCount(0);
});
