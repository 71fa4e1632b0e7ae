import { expect, test } from "@playwright/test";
import { expectAccessible } from "./axe.ts";
import * as boards from "./boards/boards.ts";
import { incidentHistory } from "./boards/history.ts";
import { incidentTimeline } from "./boards/timeline.ts";
import { open } from "./open.ts";

const answers = { history: incidentHistory, json: { "/timeline": incidentTimeline } };
const path = "/c/prod/timeline";

test("changes come newest first, by day, with their zone", async ({ page }) => {
  await open(page, boards.incident, path, answers);
  const events = page.getByTestId("event");
  await expect(events).toHaveCount(9);
  await expect(events.first()).toContainText("2 streams and 1 consumer offline");
  await expect(events.first()).toContainText("13:51:11 UTC");
  await expect(page.getByRole("heading", { level: 2, name: "22 November 2026, UTC" })).toBeVisible();
  await expect(page.getByRole("heading", { level: 2, name: "21 November 2026, UTC" })).toBeVisible();
});

test("the kinds that are shown live in the URL", async ({ page }) => {
  await open(page, boards.incident, `${path}?kind=version`, answers);
  await expect(page.getByTestId("event")).toHaveCount(1);
  await page.getByRole("checkbox", { name: "levels" }).click();
  await expect(page).toHaveURL(/kind=version%2Clevel/);
  await expect(page.getByTestId("event")).toHaveCount(2);
  await expect(page.getByRole("checkbox", { name: "levels" })).toBeChecked();
  await page.getByRole("checkbox", { name: "levels" }).click();
  await page.getByRole("checkbox", { name: "versions" }).click();
  await expect(page).not.toHaveURL(/kind=/);
  await expect(page.getByTestId("event")).toHaveCount(9);
});

test("a change leads to what it is about", async ({ page }) => {
  await open(page, boards.incident, path, answers);
  await page.getByRole("link", { name: "APP › ORDERS is offline" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "ORDERS" })).toBeVisible();
  await page.goBack();
  await page.getByRole("link", { name: "n3 went from 2.15.1 to 2.12.15" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "n3" })).toBeVisible();
});

test("a change of a server whose name another domain has too leads to neither", async ({ page }) => {
  const { servers } = boards.incident;
  const others = Object.values(servers).map((it) => ({ ...it, id: `${it.id}E`, domain: "edge" }));
  const edge = Object.fromEntries(others.slice(2).map((it) => [it.id, it]));
  await open(page, { ...boards.incident, servers: { ...servers, ...edge } }, path, answers);
  await expect(page.getByRole("link", { name: "n2 restarted" })).toBeVisible();
  await expect(page.getByText("n3 went from 2.15.1 to 2.12.15").last()).toBeVisible();
  await expect(page.getByRole("link", { name: "n3 went from 2.15.1 to 2.12.15" })).toHaveCount(0);
});

test("charts mark restarts and version changes, and say them in words", async ({ page }) => {
  await open(page, boards.incident, path, answers);
  await expect(page.locator('[data-testid="chart-levels"] .marker')).toHaveCount(2);
  await expect(page.getByTestId("chart-levels")).toContainText("Marked: n3 went from 2.15.1 to 2.12.15");
  await expect(page.getByTestId("chart-levels")).toContainText("version change");
});

test("what is pointed at in the list is marked in the charts, by mouse and by keyboard", async ({ page }) => {
  await open(page, boards.incident, path, answers);
  await expect(page.locator(".marker").first()).toBeAttached();
  await expect(page.locator(".pointed")).toHaveCount(0);
  await page.getByText("n3 went from API level 5 to 3").hover();
  await expect(page.locator(".pointed")).toHaveCount(2);
  await page.mouse.move(2, 2);
  await expect(page.locator(".pointed")).toHaveCount(0);
  await page.getByRole("link", { name: "n2 restarted" }).focus();
  await expect(page.locator(".pointed")).toHaveCount(2);
});

test("what is pointed at in a chart stands out in the list", async ({ page }) => {
  await open(page, boards.incident, path, answers);
  const chart = page.locator('[data-testid="chart-levels"] svg.recharts-surface').first();
  const box = await chart.boundingBox();
  if (!box) throw new Error("the chart has no box");
  // The version change, 12 min before the end of 90.
  await page.mouse.move(box.x + box.width * 0.875, box.y + 40);
  await expect(page.locator('[data-testid="event"][data-near="true"]').first()).toBeVisible();
  await expect(page.locator('[data-testid="event"][data-near="true"]').first()).toContainText("n3");
});

test("nothing changed, and nothing of a kind, look different", async ({ page }) => {
  await open(page, boards.healthy, path, { json: { "/timeline": { revision: 1, events: [] } } });
  await expect(page.getByText("Nothing has changed")).toBeVisible();
  await page.goto(`${path}?kind=restart`);
  await expect(page.getByText("Nothing has changed")).toBeVisible();
});

for (const theme of ["light", "dark"]) {
  test(`${theme}: axe finds nothing`, async ({ page }) => {
    await open(page, boards.incident, `${path}?theme=${theme}`, answers);
    await expect(page.locator(".marker").first()).toBeAttached();
    await expectAccessible(page);
  });
}
