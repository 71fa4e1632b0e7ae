import { expect, type Locator, test } from "@playwright/test";
import { expectAccessible } from "./axe.ts";
import * as boards from "./boards/boards.ts";
import { stream } from "./boards/build.ts";
import { open } from "./open.ts";

const field = { name: "Server, account, stream, consumer or page" };

for (const key of ["/", "Control+k"]) {
  test(`${key} opens it, arrows and Enter go to a server`, async ({ page }) => {
    await open(page, boards.incident);
    await page.keyboard.press(key);
    await expect(page.getByRole("combobox", field)).toBeFocused();
    await page.keyboard.type("n");
    await expect(page.getByRole("option", { name: "n3" })).toBeVisible();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    const chosen = page.getByRole("option", { selected: true });
    await expect(chosen).toContainText("n3");
    await expect(page.getByRole("combobox", field)).toHaveAttribute(
      "aria-activedescendant",
      (await chosen.getAttribute("id")) ?? "",
    );
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 1, name: "n3" })).toBeVisible();
    await expect(page.getByRole("dialog")).toHaveCount(0);
  });
}

test("streams and accounts are asked of the API by what is typed", async ({ page }) => {
  const found = [{ ...stream("INVOICES", { account: "BILLING" }), since: null }];
  await open(page, boards.incident, "/?theme=dark", {
    json: { "/assets": { total: 1, accounts: ["BILLING"], assets: found } },
  });
  await page.keyboard.press("/");
  await expect(page.getByRole("combobox", field)).toBeFocused();
  const asked = page.waitForRequest((request) => request.url().includes("q=bill"));
  await page.keyboard.type("bill");
  await asked;
  await page.getByRole("option", { name: "BILLING account" }).click();
  await expect(page).toHaveURL(/\/c\/prod\/assets\?account=BILLING&theme=dark/);
});

test("an asset of the board is found before anything is typed", async ({ page }) => {
  await open(page, boards.incident);
  await page.keyboard.press("/");
  await page.getByRole("option", { name: "PAYMENTS_RETRY" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "PAYMENTS_RETRY" })).toBeVisible();
});

test("while an answer is out nothing is counted, and no more than are offered", async ({ page }) => {
  const assets = Array.from({ length: 100 }, (_, index) => ({ ...stream(`S-${index}`), since: null }));
  await open(page, boards.healthy, "/", { json: { "/assets": { total: 100, accounts: [], assets } } });
  await page.keyboard.press("/");
  const status = page.getByRole("dialog").getByRole("status");
  await expect(status).toHaveText("8 matches");
  await page.keyboard.type("s-");
  await expect(status).toHaveText("The first 50 matches");
  await page.route("**/assets?*", () => new Promise(() => {}));
  await page.keyboard.type("x");
  await expect(page.getByRole("option")).toHaveCount(0);
  await expect(status).toHaveText("Looking.");
});

test("in forced colours one sees what Enter would choose", async ({ page }) => {
  await page.emulateMedia({ forcedColors: "active" });
  await open(page, boards.incident);
  await page.keyboard.press("/");
  const groundOf = (it: Locator) => it.evaluate((element) => getComputedStyle(element).backgroundColor);
  const chosen = page.getByRole("option", { selected: true });
  expect(await groundOf(chosen)).not.toBe(await groundOf(page.getByRole("dialog")));
});

test("Escape closes it and gives the focus back", async ({ page }) => {
  await open(page, boards.incident);
  const button = page.getByRole("button", { name: "Jump to" });
  await button.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("combobox", field)).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(button).toBeFocused();
});

test("where nothing is found, Enter does nothing", async ({ page }) => {
  await open(page, boards.incident, "/", { json: { "/assets": { total: 0, accounts: [], assets: [] } } });
  await page.keyboard.press("/");
  await expect(page.getByRole("combobox", field)).toBeFocused();
  await page.keyboard.type("zzzz");
  await expect(page.getByRole("dialog")).toContainText("0 matches");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toBeVisible();
});

test("a slash that is typed into a field is a slash", async ({ page }) => {
  await open(page, boards.incident, "/c/prod/assets");
  await page.getByLabel("Name contains").fill("a");
  await page.keyboard.press("/");
  await expect(page.getByLabel("Name contains")).toHaveValue("a/");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog")).toBeVisible();
});

test("its script is loaded when it is asked for", async ({ page }) => {
  await open(page, boards.healthy);
  await page.waitForLoadState("networkidle");
  const script = page.waitForRequest((request) => request.resourceType() === "script");
  await page.keyboard.press("/");
  await script;
});

for (const [key, name] of [
  ["/", "Jump to"],
  ["?", "Keys"],
] as const) {
  test(`${key} while Plimsoll cannot be reached breaks nothing, and opens once its script comes`, async ({ page }) => {
    const feed = await open(page, boards.incident);
    await feed.down();
    let asked = 0;
    await page.route("**/_next/static/**", (route) => {
      asked += 1;
      return route.abort("connectionrefused");
    });
    await page.keyboard.press(key);
    await expect.poll(() => asked).toBeGreaterThan(1);
    await expect(page.getByTestId("headline")).toBeVisible();
    await expect(page.getByTestId("broken")).toHaveCount(0);
    await page.unroute("**/_next/static/**");
    await expect(page.getByRole("dialog", { name })).toBeVisible();
  });
}

for (const theme of ["light", "dark"]) {
  test(`palette and help, ${theme}: axe finds nothing`, async ({ page }) => {
    await open(page, boards.incident, `/?theme=${theme}`);
    for (const key of ["/", "?"]) {
      await page.keyboard.press(key);
      await expect(page.getByRole("dialog")).toBeVisible();
      await expectAccessible(page);
      await page.keyboard.press("Escape");
      await expect(page.getByRole("dialog")).toHaveCount(0);
    }
  });
}
