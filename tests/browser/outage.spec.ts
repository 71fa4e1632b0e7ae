import { expect, test } from "@playwright/test";
import { expectAccessible } from "./axe.ts";
import * as boards from "./boards/boards.ts";
import { NOW } from "./boards/build.ts";
import { wellFleet } from "./boards/fleet.ts";
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
  // An age that is read out would be each second.
  await expect(page.getByTestId("stale").getByRole("status")).toHaveText("Plimsoll cannot be reached; trying again.");
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

for (const path of ["/", "/?wall"]) {
  test(`no server was ever observed, and then Plimsoll is gone too: its last word is only last known, ${path}`, async ({
    page,
  }) => {
    await page.clock.install({ time: NOW });
    const feed = await open(page, boards.refused, path);
    const headline = page.getByTestId("headline");
    await expect(headline).toContainText("No server answers");
    await page.clock.runFor(MINUTE);
    await expect(page.getByTestId("stale")).toHaveCount(0);
    await feed.down();
    await page.clock.runFor(15_000);
    await expect(page.getByTestId("stale")).toHaveText("Last known. Plimsoll cannot be reached; trying again.");
    await expect(page.getByTestId("frame")).toHaveAttribute("data-stale", "true");
    await expect(headline).toContainText("Last known: No server answers");
    await expect(page).toHaveTitle(/^Last known/);
    await feed.up();
    await page.clock.runFor(30_000);
    await expect(page.getByTestId("stale")).toHaveCount(0);
  });
}

for (const path of ["/?theme=dark", "/?wall"]) {
  test(`several systems, and Plimsoll hangs: all of the screen is last known, and goes on by itself, ${path}`, async ({
    page,
  }) => {
    await page.clock.install({ time: NOW });
    await open(page, null, path, { json: wellFleet });
    const headline = page.getByTestId("headline");
    await expect(headline).toContainText("All 3 systems are well");
    await expect(headline).toHaveAttribute("data-status", "ok");
    await expect(page.getByTestId("frame")).toHaveAttribute("data-stale", "false");

    await page.route("**/snapshot", () => new Promise(() => {}));
    await page.clock.fastForward(11_000);
    // By the clock alone: no request has ended yet.
    await expect(page.getByTestId("stale")).toContainText(/Last known, 1\d s old\. Plimsoll cannot be reached/, {
      timeout: 5_000,
    });
    await expect(page.getByTestId("stale").getByRole("status")).toHaveText("Plimsoll cannot be reached; trying again.");
    await expect(page.getByTestId("frame")).toHaveAttribute("data-stale", "true");
    await expect(headline).toContainText("Last known: All 3 systems are well");
    await expect(headline).toContainText("0 of 9 servers");
    await expect(page.getByText(/cannot be read now[;.] last known: nothing is wrong/i)).toHaveCount(3);
    await expect(page.getByText(/observed 1\d s ago/)).toHaveCount(3);
    await expect(page.locator('[data-status="ok"]')).toHaveCount(0);
    await expect(page.locator('link[rel="icon"]')).toHaveAttribute("href", "/icon-unknown.svg");
    await expect(page).toHaveTitle(/Last known/);
    await expectAccessible(page);

    // What hangs is given up, and asked anew.
    await page.unroute("**/snapshot");
    await expect(headline).toHaveAttribute("data-status", "ok");
    await expect(page.getByTestId("stale")).toHaveCount(0);
    await expect(page).toHaveTitle(/All 3 systems are well/);
  });
}

test("of several systems the one whose answers hang is last known, and changes no other", async ({ page }) => {
  await page.clock.install({ time: NOW });
  await open(page, null, "/", { json: wellFleet });
  const rows = page.getByTestId("context");
  await expect(page.getByTestId("headline")).toContainText("All 3 systems are well");
  await page.route("**/staging/snapshot", () => new Promise(() => {}));
  for (let round = 0; round < 3; round++) await page.clock.fastForward(4_000);
  const staging = rows.filter({ hasText: "staging" });
  await expect(staging).toContainText("Its state cannot be read now. Last known: Nothing is wrong.");
  await expect(rows.filter({ hasText: "prod" })).toHaveAttribute("data-status", "ok");
  await expect(page.getByTestId("headline")).toContainText("1 not known and 2 well");
  await expect(page.getByTestId("frame")).toHaveAttribute("data-stale", "false");
});
