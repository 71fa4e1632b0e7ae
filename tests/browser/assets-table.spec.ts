import { expect, type Page, test } from "@playwright/test";
import { expectAccessible } from "./axe.ts";
import * as boards from "./boards/boards.ts";
import { NOW, stream } from "./boards/build.ts";
import { detailOf, fakeFeed } from "./fake-feed.ts";
import { open } from "./open.ts";

const TOTAL = 100_000;

/** A system of 100,000 streams, a page at a time. */
async function openLarge(page: Page): Promise<string[]> {
  const asked: string[] = [];
  await fakeFeed(page, boards.incident);
  await page.route(/\/assets\?/, async (route) => {
    const { searchParams } = new URL(route.request().url());
    asked.push(searchParams.toString());
    const start = Number(searchParams.get("cursor") ?? 0);
    const limit = Number(searchParams.get("limit"));
    const assets = Array.from({ length: limit }, (_, index) => ({ ...stream(`S-${start + index}`), since: null }));
    const next = start + limit;
    await route.fulfill({ json: { total: TOTAL, assets, nextCursor: next < TOTAL ? String(next) : null } });
  });
  await page.goto("/c/prod/assets");
  await expect(page.getByTestId("matches")).toContainText("100,000 assets");
  return asked;
}

test("a column sorts upwards, downwards, then not; the URL holds it", async ({ page }) => {
  await open(page, boards.incident, "/c/prod/assets?state=offline");
  const header = page.getByRole("columnheader", { name: "Name" });
  for (const [direction, sort] of [
    ["ascending", "name"],
    ["descending", "-name"],
  ] as const) {
    // The page's first request may still be on its way: the one that counts names the order.
    const asked = page.waitForRequest(
      (request) => request.url().includes("/assets?") && new URL(request.url()).searchParams.get("sort") === sort,
    );
    await header.getByRole("button").click();
    await asked;
    await expect(header).toHaveAttribute("aria-sort", direction);
    await expect(page).toHaveURL(new RegExp(`sort=${sort}`));
  }
  await header.getByRole("button").click();
  await expect(header).toHaveAttribute("aria-sort", "none");
  await expect(page).not.toHaveURL(/sort=/);
  await expect(page).toHaveURL(/state=offline/);
});

test("the present filter and order can be saved as CSV and JSON", async ({ page }) => {
  await open(page, boards.incident, "/c/prod/assets?state=offline&sort=-since&theme=dark");
  await expect(page.getByRole("link", { name: "Save as CSV" })).toHaveAttribute(
    "href",
    "/api/v1/contexts/prod/assets.csv?state=offline&sort=-since",
  );
  await expect(page.getByRole("link", { name: "Save as JSON" })).toHaveAttribute(
    "href",
    "/api/v1/contexts/prod/assets.json?state=offline&sort=-since",
  );
});

test("the filters of the URL reach the API: text, account, state, reason, level, stream", async ({ page }) => {
  const query = "q=x&kind=consumer&state=offline&account=APP&stream=ORDERS&reason=api-level&level=4";
  const asked = page.waitForRequest((request) => request.url().includes("/assets?"));
  await open(page, boards.incident, `/c/prod/assets?${query}`);
  const sent = new URL((await asked).url()).searchParams;
  for (const [name, value] of new URLSearchParams(query)) expect(sent.get(name)).toBe(value);
  await expect(page.getByLabel("Stream", { exact: true })).toHaveValue("ORDERS");
});

test("100,000 assets scroll page after page, and only those in sight are in the document", async ({ page }) => {
  const asked = await openLarge(page);
  await page.evaluate(() => {
    const tasks: number[] = [];
    Object.assign(window, { tasks });
    new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
      entryTypes: ["longtask"],
    });
  });
  for (let step = 0; step < 40; step += 1) {
    await page.mouse.wheel(0, 12_000);
    await page.waitForTimeout(60);
  }
  await expect.poll(() => asked.length).toBeGreaterThan(5);
  expect(await page.getByTestId("asset").count()).toBeLessThan(80);
  const longest = await page.evaluate(() => Math.max(0, ...Reflect.get(window, "tasks")));
  test.info().annotations.push({ type: "longest task, ms", description: String(longest) });
});

test("rows of many pages are asked for again more seldom, and say how old they are", async ({ page }) => {
  await page.clock.install({ time: NOW });
  const asked = await openLarge(page);
  const matches = page.getByTestId("matches");
  await page.clock.runFor(5_000);
  await page.mouse.wheel(0, 200_000);
  await expect(matches).toContainText("the first 2,000 are loaded");
  await expect(matches).not.toContainText("as of");
  // The first page is older than the one that came just now.
  await page.clock.runFor(11_000);
  await expect(matches).toContainText(/the first [23],000 are loaded, as of 1[67] s ago/);
  const before = asked.length;
  await page.clock.runFor(20_000);
  await expect.poll(() => asked.length).toBeGreaterThan(before + 1);
  await expect(matches).not.toContainText("as of");
});

test("the names of the columns stay in sight", async ({ page }) => {
  await openLarge(page);
  await page.mouse.wheel(0, 20_000);
  await expect(page.getByRole("columnheader", { name: "Account" })).toBeInViewport();
});

test("on paper are the rows that are there, without the room of the others, and it says which", async ({ page }) => {
  await openLarge(page);
  await page.mouse.wheel(0, 20_000);
  await expect(page.getByTestId("asset").first()).not.toHaveAttribute("data-index", "0");
  const note = page.getByText(/Printed are rows/);
  await expect(note).toBeHidden();
  await page.emulateMedia({ media: "print" });
  await expect(note).toBeVisible();
  await expect(note).toContainText(/Printed are rows \d+ to \d+, those around/);
  const heightOf = (id: string) =>
    page.getByTestId(id).evaluateAll((all) => all.reduce((h, it) => h + it.clientHeight, 0));
  expect(await heightOf("assets")).toBeLessThan((await heightOf("asset")) + 100);
});

test("how many match is read out once a selection, not each time that it is another", async ({ page }) => {
  await page.clock.install({ time: NOW });
  let total = 5;
  await fakeFeed(page, boards.incident);
  await page.route(/\/assets\?/, async (route) => {
    const isOffline = new URL(route.request().url()).searchParams.get("state") === "offline";
    const assets = [{ ...stream("ORDERS"), since: null }];
    await route.fulfill({ json: { total: isOffline ? 3 : total, assets, nextCursor: null } });
  });
  await page.goto("/c/prod/assets");
  const matches = page.getByTestId("matches");
  const said = matches.getByRole("status");
  await expect(said).toHaveText("5 assets");
  for (total of [6, 5]) {
    await page.clock.runFor(11_000);
    await expect(matches).toContainText(`${total} assets`);
    await expect(said).toBeEmpty();
  }
  await page.getByLabel("State").selectOption("offline");
  await expect(said).toHaveText("3 assets");
});

test("an asset's page tells its consumers with their states, what to do, and commands to copy", async ({ page }) => {
  const consumers = [
    { ...stream("ORDERS", { consumer: "billing" }), since: null },
    { ...stream("ORDERS", { consumer: "audit", state: "online", reason: null }), since: null },
    { ...stream("ORDERS", { consumer: "elsewhere", domain: "edge" }), since: null },
  ];
  await open(page, boards.incident, "/c/prod/assets/-/APP/ORDERS", {
    json: { "/assets": { total: 3, assets: consumers, nextCursor: null } },
  });
  await expect(page.getByTestId("consumer")).toHaveCount(2);
  await expect(page.getByTestId("consumer").first()).toContainText("Offline");
  await expect(page.getByText("Upgrade n3 to nats-server 2.14.0 or newer.")).toBeVisible();
  await expect(page.getByText("nats stream info ORDERS")).toBeVisible();
  await page.getByRole("link", { name: "billing" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "billing" })).toBeVisible();
});

test("an asset's page tells what to do also where so many are affected that its finding does not name it", async ({
  page,
}) => {
  const { assets, findings } = boards.incident;
  const asset = assets["-/APP/ORDERS"] ?? stream("ORDERS");
  const cut = Object.fromEntries(Object.entries(findings).map(([key, each]) => [key, { ...each, subjects: [] }]));
  const named = Object.values(findings).filter(({ subjects }) => subjects.some(({ id }) => id === asset.id));
  const detail = detailOf(
    asset,
    named.map(({ key }) => key),
  );
  await open(page, { ...boards.incident, findings: cut }, "/c/prod/assets/-/APP/ORDERS", {
    json: { "/asset": { asset: detail } },
  });
  await expect(page.getByText("Upgrade n3 to nats-server 2.14.0 or newer.")).toBeVisible();
});

for (const theme of ["light", "dark"]) {
  test(`a sorted table and an asset with consumers, ${theme}: axe finds nothing`, async ({ page }) => {
    for (const path of ["/c/prod/assets?sort=name", "/c/prod/assets/-/APP/ORDERS?"]) {
      await open(page, boards.incident, `${path}&theme=${theme}`);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expectAccessible(page);
    }
  });
}
