import { expect, type Page, test } from "@playwright/test";
import * as boards from "./boards/boards.ts";
import { NOW } from "./boards/build.ts";
import { fleet } from "./boards/fleet.ts";
import { hosts } from "./boards/wall.ts";
import type { FakeFeed } from "./fake-feed.ts";
import { open } from "./open.ts";
import { openWall } from "./open-wall.ts";

const PATH = "/c/prod?wall&drift=off&page=5m";
const PHONE = { width: 390, height: 844 };
const UPRIGHT = { width: 1080, height: 1920 };

/** Texts of the foot that stand beyond the gutter. */
function beyondGutter(page: Page): Promise<string[]> {
  return page.locator(".wall-facts").evaluate((facts) => {
    const end = innerWidth - Number.parseFloat(getComputedStyle(facts).paddingRight);
    return [...facts.querySelectorAll("*")]
      .filter((it) => it.getBoundingClientRect().right > end + 0.5)
      .map((it) => it.textContent ?? "");
  });
}

test("a subject without a space breaks at the end of a phone's screen", async ({ page }) => {
  await page.setViewportSize(PHONE);
  await openWall(page, boards.denied, PATH);
  const title = page.getByTestId("problem").getByText("$SYS.REQ.SERVER.PING.VARZ").first();
  expect(await title.evaluate((it) => it.scrollWidth - it.clientWidth)).toBe(0);
});

const feeds: { name: string; tells: string; make: (feed: FakeFeed) => Promise<void> }[] = [
  { name: "open", tells: "observed 0 s ago", make: async () => {} },
  { name: "lost", tells: "reconnecting", make: (feed) => feed.down() },
  {
    name: "lost for long",
    tells: "observed 2 d 3 h ago",
    make: async (feed) => {
      await feed.freeze();
      await feed.board(boards.partial, 2, 184_000_000);
      await feed.down();
    },
  },
];
for (const { name, tells, make } of feeds) {
  test(`the foot keeps to its gutter on a phone while the feed is ${name}`, async ({ page }) => {
    await page.setViewportSize(PHONE);
    await make(await openWall(page, boards.partial, PATH));
    await expect(page.getByTestId("freshness")).toContainText(tells);
    expect(await beyondGutter(page)).toEqual([]);
  });
}

for (const size of [PHONE, { width: 1920, height: 1080 }]) {
  test(`several systems: how many pages there are has its room before it is known, ${size.width} px wide`, async ({
    page,
  }) => {
    const heightOf = async () => (await page.getByTestId("headline").boundingBox())?.height;
    await page.setViewportSize(size);
    await open(page, null, "/?wall&drift=off&page=5m", { json: fleet });
    await expect(page.getByTestId("headline")).toContainText("9 of 12 servers, 6 of 8 accounts observed");
    await expect(page.getByTestId("wall-row").last()).toBeVisible();
    await expect(page.getByTestId("pager")).toHaveCount(0);
    const before = await heightOf();
    const list = page.locator(".wall-list");
    await list.evaluate((it) => it instanceof HTMLElement && Object.assign(it.style, { flex: "none", height: "4rem" }));
    await expect(page.getByTestId("pager")).toBeVisible();
    expect(await heightOf()).toBe(before);
  });
}

test("on a tall screen a name stands beside its state where it fits there", async ({ page }) => {
  await page.setViewportSize(PHONE);
  await openWall(page, boards.incident, PATH);
  const row = page.locator('.wall-rows > [data-kind="item"]', { hasText: "PAYMENTS_RETRY" });
  const top = async (part: string) => (await row.locator(part).boundingBox())?.y;
  await expect.poll(async () => Math.abs(Number(await top(".wall-state")) - Number(await top(".wall-title")))).toBe(0);
  expect(await top(".wall-since")).toBe(await top(".wall-state"));
});

test("an incident in a recording takes two pages of a phone's screen", async ({ page }) => {
  await page.setViewportSize(PHONE);
  await openWall(page, boards.recording, PATH);
  await expect(page.getByTestId("pager")).toContainText("page 1 of 2");
});

test("of a recording a wall says in one line that it is one", async ({ page }) => {
  for (const size of [UPRIGHT, PHONE]) {
    await page.setViewportSize(size);
    await openWall(page, boards.recording, PATH);
    const label = page.getByTestId("recording");
    await expect(label.getByText("Recording, not a live system")).toBeVisible();
    const rem = await page.evaluate(() => Number.parseFloat(getComputedStyle(document.documentElement).fontSize));
    expect((await label.boundingBox())?.height).toBeLessThan(2 * rem);
  }
});

test("a long sentence of a calm wall leaves the load lines their room", async ({ page }) => {
  await openWall(page, { ...boards.rollout, findings: {} }, PATH);
  await expect(page.locator(".wall-calm")).toBeVisible();
  const edges = await page
    .locator(".wall-main, .wall-rest, .wall-strip, .wall-foot")
    .evaluateAll((all) => all.map((it) => it.getBoundingClientRect()).flatMap(({ top, bottom }) => [top, bottom]));
  expect(edges[0]).toBeGreaterThanOrEqual(0);
  expect(edges).toEqual(edges.toSorted((a, b) => a - b));
});

for (const size of [PHONE, { width: 1920, height: 1080 }]) {
  test(`what runs at a level is said whole where servers have long names, ${size.width} px wide`, async ({ page }) => {
    await page.setViewportSize(size);
    await openWall(page, hosts, PATH);
    const strip = page.getByTestId("level-strip");
    await expect(strip).toContainText(/3\s*1 server, 2\.12\.15.*4\s*needed by \d down.*5\s*2 servers, 2\.15\.1/);
    const wide = await strip
      .locator("li, .wall-who")
      .evaluateAll((all) => all.map((it) => it.scrollWidth - it.clientWidth));
    expect(Math.max(...wide)).toBe(0);
  });
}

test("several systems, last known: a phone's screen says of how many each is so, whole and unbroken", async ({
  page,
}) => {
  await page.setViewportSize(PHONE);
  await page.clock.install({ time: NOW });
  await open(page, null, "/?wall&drift=off", { json: fleet });
  const headline = page.getByTestId("headline");
  await expect(headline).toContainText("1 critical, 1 not known, 1 with a warning and 1 well");
  await page.route("**/snapshot", () => new Promise(() => {}));
  await page.clock.fastForward(11_000);
  await expect(headline).toContainText("Last known: 1 critical");
  const main = headline.locator("h1");
  // Tails of letters reach below the last line, a line that is cut off is higher.
  expect(await main.evaluate((it) => it.scrollHeight - it.clientHeight)).toBeLessThan(10);
  const lines = await main.evaluate((it) => {
    const range = document.createRange();
    range.selectNodeContents(it.lastChild ?? it);
    return range.getClientRects().length;
  });
  // As many as there are states.
  expect(lines).toBe(4);
});

test("what is wrong with the connection is told once, with since when", async ({ page }) => {
  await openWall(page, boards.refused, PATH);
  await expect(page.getByText("nothing listens there")).toHaveCount(1);
  await expect(page.getByTestId("wall-row").first()).toContainText(/\d+ min.*No connection to wss:\/\/n1.example:443/);
});
