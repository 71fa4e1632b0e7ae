import { expect, test } from "@playwright/test";
import { muteOf } from "../../lib/model/mute.ts";
import { type BoardProcess, startBoard, untilReady } from "../http/board-process.ts";
import * as boards from "./boards/boards.ts";
import { finding, NOW } from "./boards/build.ts";
import { fakeFeed, shows } from "./fake-feed.ts";

let board: BoardProcess;
test.beforeAll(async () => {
  board = await startBoard();
  await untilReady(board);
});
test.afterAll(() => board.stop());

test("back on a page that was drawn long ago, what it was drawn with is as old as it is", async ({ page }) => {
  await page.clock.install();
  await page.goto(board.url);
  await expect(page.getByTestId("freshness")).toContainText(/observed \d s ago/);
  await page.keyboard.press("?");
  await page.getByRole("link", { name: "All findings explained" }).click();
  await expect(page.getByRole("heading", { name: "Findings", level: 1 })).toBeVisible();

  await page.route("**/api/v1/**", (route) => route.abort("connectionrefused"));
  await page.clock.fastForward("20:00");
  await page.goBack();
  await expect(page.getByTestId("stale")).toContainText("Last known, 20 min old.", { timeout: 3_000 });
  await expect(page.getByTestId("headline")).toContainText("Last known");

  await page.unroute("**/api/v1/**");
  await page.clock.runFor(30_000);
  await expect(page.getByTestId("stale")).toHaveCount(0);
  await expect(page.getByTestId("freshness")).toContainText(/observed \d s ago/);
});

test("back on a page that was drawn before a finding got better, its mute holds, and nothing that stood there is news", async ({
  page,
}) => {
  const { contexts }: { contexts: { name: string }[] } = await (await fetch(`${board.url}/api/v1/contexts`)).json();
  const path = `/c/${encodeURIComponent(contexts[0]?.name ?? "")}`;
  const drawn = await untilWrong(path);
  // By now it is no more than a hint, and muted as such; others are critical.
  const better = finding({ code: "JS_LEVEL_SKEW", title: "Better by now", key: drawn.key, severity: "info" });
  const now = { ...boards.incident, findings: { ...boards.incident.findings, [better.key]: better } };
  // Longer than the server's own clock may be from that of the fake feed.
  const duration = 100 * 365 * 86_400_000;
  const kept = JSON.stringify([muteOf(better, { reason: "known", now: NOW - 1_000, duration })]);
  const name = `plimsoll.mutes.${contexts[0]?.name}`;
  await page.addInitScript(([key, text]) => localStorage.setItem(key, text), [name, kept] as const);
  const feed = await fakeFeed(page, now);
  await page.goto(`${board.url}${path}/findings`);
  await shows(page, 1);
  await expect(page.getByTestId("muted")).toContainText("Better by now");

  await page.getByRole("link", { name: "JS_STREAM_OFFLINE" }).first().click();
  await expect(page).toHaveURL(/docs\/findings/);
  await expect(page.getByTestId("freshness")).toHaveCount(0);
  await feed.down();
  await page.goBack();
  await expect(page.getByTestId("freshness")).toHaveAttribute("data-link", "retrying");
  await expect(page.getByTestId("announcer")).toBeAttached();
  await feed.up();
  await expect(page.getByTestId("muted")).toContainText("Better by now");
  await expect(page.getByTestId("announcer")).toBeEmpty();
  expect(await page.evaluate((key) => localStorage.getItem(key), name)).toBe(kept);
});

/** A finding that counts, once the recording comes to one. */
async function untilWrong(path: string): Promise<{ key: string }> {
  for (;;) {
    const answer = await fetch(`${board.url}/api/v1/contexts${path.slice(2)}/snapshot`);
    const { findings }: { findings: { key: string; severity: string }[] } = await answer.json();
    const wrong = findings.find(({ severity }) => severity !== "info");
    if (wrong) return wrong;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
