import { expect, type Page, test } from "@playwright/test";
import type { Board } from "../../lib/model/board.ts";
import { expectAccessible } from "./axe.ts";
import * as boards from "./boards/boards.ts";
import { NOW } from "./boards/build.ts";
import { open } from "./open.ts";

const OFFLINE = "2 streams and 1 consumer offline: n3 at API level 3, needs 4";
const UNKNOWN_FIELD = '1 stream and 1 consumer offline: n3 does not know the field "sourcing"';
const ANNOUNCED = `Critical: ${OFFLINE}. Critical: ${UNKNOWN_FIELD}`;
const path = "/c/prod/findings";

async function mute(page: Page, title: string): Promise<void> {
  await page.getByRole("button", { name: `Mute: ${title}` }).click();
  await page.getByRole("textbox", { name: "Reason" }).fill("n3 is being upgraded");
  await page.getByRole("combobox", { name: "Ends in" }).selectOption("1 day");
  await page.getByRole("dialog").getByRole("button", { name: "Mute" }).click();
}

/** The incident, with one finding changed. */
function changed(change: { severity?: "critical" | "warning"; subjectCount?: number }): Board {
  const [key = "", finding] = Object.entries(boards.incident.findings).find(([, it]) => it.title === OFFLINE) ?? [];
  if (!finding) throw new Error("the incident has no such finding");
  return { ...boards.incident, findings: { ...boards.incident.findings, [key]: { ...finding, ...change } } };
}

test("a muted finding does not count for the status, and the header says how many are muted", async ({ page }) => {
  await open(page, boards.incident, path);
  await mute(page, OFFLINE);
  await expect(page.getByTestId("muted")).toContainText("n3 is being upgraded");
  await expect(page.getByTestId("muted")).toContainText("Muted until 23 Nov, 14:02 UTC");
  await expect(page.getByTestId("muted-count")).toHaveText("1 muted");
  await mute(page, UNKNOWN_FIELD);
  await expect(page.getByTestId("muted-count")).toHaveText("2 muted");
  await page.getByRole("link", { name: "prod", exact: true }).click();
  await expect(page.getByTestId("headline")).toHaveAttribute("data-status", "warning");
  await expect(page.getByTestId("headline")).toContainText("1 stream degraded: n3 at API level 3, needs 4");
  await expect(page.getByTestId("headline")).toContainText("2 findings muted in this browser");
  await expect(page.getByTestId("ledger")).not.toContainText(OFFLINE);
  await expect(page.getByTestId("ledger")).not.toContainText("PAYMENTS_RETRY");
  await expect(page).toHaveTitle(/1 stream degraded/);
});

test("a mute outlasts a reload, and another browser does not have it", async ({ page, browser }) => {
  await open(page, boards.incident, path);
  await mute(page, OFFLINE);
  await page.reload();
  await expect(page.getByTestId("muted-count")).toHaveText("1 muted");
  const other = await browser.newContext();
  const elsewhere = await other.newPage();
  await open(elsewhere, boards.incident, path);
  await expect(elsewhere.getByTestId("muted-count")).toHaveCount(0);
  await other.close();
});

for (const [name, change] of [
  ["affects more", { subjectCount: 6 }],
  ["gets graver", { severity: "critical" }],
] as const) {
  test(`a finding that ${name} lifts its mute for good, and is announced where it is critical`, async ({ page }) => {
    const before = changed("severity" in change ? { severity: "warning" } : {});
    const feed = await open(page, before, path);
    await mute(page, OFFLINE);
    await expect(page.getByTestId("muted")).toBeVisible();
    await feed.board(changed(change), 2);
    await expect(page.getByTestId("muted")).toHaveCount(0);
    await expect(page.getByTestId("muted-count")).toHaveCount(0);
    await feed.board(before, 3);
    await expect(page.getByRole("button", { name: `Mute: ${OFFLINE}` })).toBeVisible();
    await expect(page.getByTestId("muted-count")).toHaveCount(0);
  });
}

test("all findings muted is not an alarm, and does not claim that nothing is wrong", async ({ page }) => {
  await open(page, boards.incident, path);
  for (const { title } of Object.values(boards.incident.findings)) await mute(page, title);
  await expect(page.getByText("No findings besides those muted")).toBeVisible();
  await page.getByRole("link", { name: "prod", exact: true }).click();
  await expect(page.getByTestId("headline")).toHaveAttribute("data-status", "ok");
  await expect(page.getByTestId("headline")).toContainText("4 findings muted in this browser");
  await expect(page.getByTestId("headline")).not.toContainText("Nothing is offline");
});

test("a mute is taken back", async ({ page }) => {
  await open(page, boards.incident, path);
  await mute(page, OFFLINE);
  await page.getByRole("button", { name: `Unmute: ${OFFLINE}` }).click();
  await expect(page.getByTestId("muted-count")).toHaveCount(0);
  await expect(page.getByRole("button", { name: `Mute: ${OFFLINE}` })).toBeVisible();
});

test("muted and taken back by the keyboard, the focus stays with the finding", async ({ page }) => {
  await open(page, boards.incident, path);
  await page.getByRole("button", { name: `Mute: ${OFFLINE}` }).focus();
  await page.keyboard.press("Enter");
  await page.keyboard.type("n3 is being upgraded");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: `Unmute: ${OFFLINE}` })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: `Mute: ${OFFLINE}`, exact: true })).toBeFocused();
});

test("without a reason nothing is muted; Escape gives the focus back", async ({ page }) => {
  await open(page, boards.incident, path);
  const button = page.getByRole("button", { name: `Mute: ${OFFLINE}` });
  await button.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("textbox", { name: "Reason" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(button).toBeFocused();
  await expect(page.getByTestId("muted-count")).toHaveCount(0);
});

test("the dialog and what was typed outlast a finding that goes for a moment, or for good", async ({ page }) => {
  const feed = await open(page, boards.incident, path);
  await page.getByRole("button", { name: `Mute: ${OFFLINE}` }).click();
  const reason = page.getByRole("textbox", { name: "Reason" });
  await reason.fill("n3 is being upgraded");
  await feed.board(boards.healthy, 2);
  await expect(page.getByText("No findings")).toBeVisible();
  await expect(reason).toHaveValue("n3 is being upgraded");
  await expect(page.getByRole("dialog")).toContainText(OFFLINE);
  await feed.board(changed({ subjectCount: 6 }), 3);
  await page.getByRole("dialog").getByRole("button", { name: "Mute" }).click();
  // It is muted as it is, not as it was when the dialog was opened.
  await expect(page.getByTestId("muted")).toContainText("n3 is being upgraded");
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("only new critical findings are announced", async ({ page }) => {
  const feed = await open(page, boards.healthy, path);
  const announcer = page.getByTestId("announcer");
  await feed.board(boards.partial, 2);
  await expect(page.getByRole("heading", { name: /n3 does not answer/ })).toBeVisible();
  await expect(announcer).toBeEmpty();
  await feed.board(boards.incident, 3);
  await expect(announcer).toHaveText(ANNOUNCED);
});

test("what is critical again after minutes is announced again, though the words are the same", async ({ page }) => {
  await page.clock.install({ time: NOW });
  const feed = await open(page, boards.healthy, path);
  const announcer = page.getByTestId("announcer");
  await expect(announcer).toBeAttached();
  await feed.board(boards.incident, 2);
  await expect(announcer).toHaveText(ANNOUNCED);
  await announcer.evaluate((it) => {
    Reflect.set(window, "said", 0);
    const options = { childList: true, characterData: true, subtree: true };
    new MutationObserver(() => Reflect.set(window, "said", 1)).observe(it, options);
  });
  await feed.board(boards.healthy, 3);
  await expect(page.getByText(OFFLINE)).toHaveCount(1);
  await page.clock.fastForward(121_000);
  await feed.board(boards.incident, 4);
  await expect.poll(() => page.evaluate(() => Reflect.get(window, "said"))).toBe(1);
  await expect(announcer).toHaveText(ANNOUNCED);
});

test("what was critical before the page was opened is not announced", async ({ page }) => {
  const feed = await open(page, boards.incident, path);
  await expect.poll(() => feed.opened()).toBe(1);
  await feed.drop();
  await expect.poll(() => feed.opened()).toBeGreaterThan(1);
  await expect(page.getByTestId("announcer")).toBeEmpty();
});

for (const theme of ["light", "dark"]) {
  test(`the mute dialog and muted findings, ${theme}: axe finds nothing`, async ({ page }) => {
    await open(page, boards.incident, `${path}?theme=${theme}`);
    await page.getByRole("button", { name: `Mute: ${OFFLINE}` }).click();
    await expect(page.getByRole("dialog")).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await mute(page, OFFLINE);
    await expect(page.getByTestId("muted")).toBeVisible();
    await expectAccessible(page);
  });
}
