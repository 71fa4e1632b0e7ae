import { expect, type Page, test } from "@playwright/test";
import { type BoardProcess, startBoard, untilReady } from "../http/board-process.ts";
import { type Gateway, gatewayTo } from "./gateway.ts";

const NOBODIES = "tests/browser/nobodies.yaml";
const patient = { timeout: 60_000 };

// The real board over the bundled recording, with a real gateway in between; nothing in the page is replaced.
test.describe
  .serial("the way to Plimsoll fails", () => {
    let board: BoardProcess;
    let gateway: Gateway;

    test.beforeAll(async () => {
      test.setTimeout(180_000);
      board = await startBoard();
      await untilReady(board);
      gateway = await gatewayTo(board.url);
    });
    test.afterAll(async () => {
      await gateway?.[Symbol.asyncDispose]();
      await board?.stop("SIGKILL");
    });
    test.beforeEach(async ({ page }) => {
      test.setTimeout(180_000);
      gateway.set("pass");
      await page.goto(gateway.url);
      await expect(page.getByTestId("freshness")).toContainText(/observed \d+ s ago/, patient);
      await expect(page.getByTestId("freshness")).toHaveAttribute("data-link", "open", patient);
      await page.evaluate(() => Reflect.set(window, "isSamePage", true));
    });

    const isFresh = async (page: Page) => {
      await expect(page.getByTestId("stale")).toHaveCount(0, patient);
      await expect(page.getByTestId("freshness")).toHaveAttribute("data-link", "open", patient);
      expect(await page.evaluate(() => Reflect.get(window, "isSamePage"))).toBe(true);
    };

    test("cut, and back: the same page shows the state of now", async ({ page }) => {
      gateway.set("cut");
      await expect(page.getByTestId("stale")).toContainText("Plimsoll cannot be reached", patient);
      await expect(page.locator('[data-status="ok"]')).toHaveCount(0);
      gateway.set("pass");
      await isFresh(page);
    });

    test("swallowed without a word: the watchdog opens another connection", async ({ page }) => {
      const before = gateway.connections();
      gateway.set("hole");
      await expect(page.getByTestId("stale")).toContainText("Last known", patient);
      await expect.poll(() => gateway.connections(), patient).toBeGreaterThan(before);
      gateway.set("pass");
      await isFresh(page);
    });

    test("a gateway sends viewers to its login: a banner with a way back, and back without a reload", async ({
      page,
    }) => {
      gateway.set("login");
      await expect(page.getByTestId("login")).toContainText("This screen is signed out", patient);
      await expect(page.getByRole("link", { name: "Sign in again" })).toBeVisible();
      await expect(page.getByTestId("headline")).toContainText("Last known", patient);
      gateway.set("pass");
      await expect(page.getByTestId("login")).toHaveCount(0, patient);
      await isFresh(page);
    });
  });

// Nobody is where these systems should be: Plimsoll answers that they are not known.
test.describe
  .serial("the way to a Plimsoll of several systems fails", () => {
    let board: BoardProcess;
    let gateway: Gateway;

    test.beforeAll(async () => {
      test.setTimeout(180_000);
      board = await startBoard({ env: { PLIMSOLL_CONFIG: NOBODIES } });
      gateway = await gatewayTo(board.url);
    });
    test.afterAll(async () => {
      await gateway?.[Symbol.asyncDispose]();
      await board?.stop("SIGKILL");
    });

    test("an address with a user and a password, as a kiosk has it, is read like any other", async ({ page }) => {
      gateway.set("pass");
      await page.goto(`${gateway.url.replace("//", "//noc:secret@")}/?wall`);
      await expect(page.getByText("not observed yet")).toHaveCount(2, patient);
    });

    for (const path of ["/", "/?wall", "/?wall&rotate=5s&page=5s"]) {
      test(`a gateway sends viewers to its login: a banner with a way back, and back without a reload, ${path}`, async ({
        page,
      }) => {
        test.setTimeout(180_000);
        gateway.set("pass");
        await page.goto(gateway.url + path);
        await expect(page.getByText("not observed yet")).toHaveCount(2, patient);
        await page.evaluate(() => Reflect.set(window, "isSamePage", true));
        gateway.set("login");
        await expect(page.getByTestId("login")).toContainText("This screen is signed out", patient);
        await expect(page.getByRole("link", { name: "Sign in again" })).toBeVisible();
        await expect(page.getByTestId("stale")).toContainText("Last known", patient);
        gateway.set("pass");
        await expect(page.getByTestId("login")).toHaveCount(0, patient);
        await expect(page.getByTestId("stale")).toHaveCount(0, patient);
        expect(await page.evaluate(() => Reflect.get(window, "isSamePage"))).toBe(true);
      });
    }
  });
