import { expect, type Page, test } from "@playwright/test";
import { createConsumer, createStream } from "../lab/assets.ts";
import { users } from "../lab/client.ts";
import type { LabSystem } from "../lab/system.ts";
import { cluster } from "../lab/topologies.ts";
import { until } from "../lab/until.ts";
import { versions } from "../lab/versions.ts";
import { boardOf, type LabBoard, offlineByInfo } from "./lab-board.ts";

const { v2_12, v2_15 } = versions;
const STREAMS = ["plain_r3", "batch_r3", "plain_n3", "batch_n3"];

// Real servers on a busy machine: what counts is what is shown, not how soon.
const patient = { timeout: 60_000 };

test.describe
  .serial("real servers, one page, no reload", () => {
    let system: LabSystem;
    let board: LabBoard;
    let page: Page;

    test.beforeAll(async ({ browser }) => {
      test.setTimeout(240_000);
      system = await cluster([v2_15, v2_15, v2_15]);
      await using app = await system.openClient(users.app);
      await createStream(app, "plain_r3", { replicas: 3 });
      await createStream(app, "batch_r3", { replicas: 3, feature: "fastBatch" });
      await createStream(app, "plain_n3", { on: "n3" });
      await createStream(app, "batch_n3", { on: "n3", feature: "fastBatch" });
      await createConsumer(app, "batch_n3", "reader");
      board = await boardOf(system);
      page = await browser.newPage();
      await page.goto(`${board.url}/c/lab?theme=dark`);
      await page.evaluate(() => Reflect.set(window, "isSamePage", true));
    });

    test.afterAll(async () => {
      await page?.close();
      await board?.[Symbol.asyncDispose]();
      await system?.[Symbol.asyncDispose]();
    });

    test.beforeEach(() => test.setTimeout(180_000));
    test.afterEach(async () => expect(await page.evaluate(() => Reflect.get(window, "isSamePage"))).toBe(true));

    test("a homogeneous cluster: its level, and nothing offline", async () => {
      await expect(page.getByTestId("coverage")).toContainText("3 of 3 servers", patient);
      await expect(page.getByTestId("headline")).toHaveAttribute("data-status", "ok", patient);
      await expect(page.getByTestId("headline")).toContainText("All 3 servers run level 5");
      await expect(page.getByTestId("headline")).toContainText("4 streams and 1 consumer run", patient);
      await expect(page.getByTestId("uniform-group")).toContainText(`3 servers, version ${v2_15}, level 5`);
      await expect(page.getByTestId("asset")).toHaveCount(0);
    });

    test("a system that is not there is not known, and changes nothing about the other", async ({ browser }) => {
      const fleet = await browser.newPage();
      await fleet.goto(board.url);
      const rows = fleet.getByTestId("context");
      await expect(rows.filter({ hasText: "lab" })).toHaveAttribute("data-status", "ok", patient);
      await expect(rows.filter({ hasText: "gone" })).toHaveAttribute("data-status", "unknown", patient);
      await fleet.close();
    });

    test("one server downgraded: what it cannot carry is listed with the servers' own words", async () => {
      await system.server("n3").restart({ version: v2_12 });
      await system.ready();
      await until(async () => (await offlineByInfo(system, STREAMS)).batch_n3, { what: "batch_n3 to be offline" });
      await expect(page.getByTestId("load-scale").locator('[data-level="3"]')).toContainText("n3", patient);
      await expect(page.getByTestId("load-scale").locator('[data-level="5"]').getByTestId("server")).toHaveCount(2);
      await expect(page.getByTestId("headline")).toHaveAttribute("data-status", "critical", patient);
      await expect(page.getByTestId("headline")).toContainText("1 stream and 1 consumer offline", patient);
      const words = await offlineByInfo(system, STREAMS);
      expect(Object.keys(words)).toEqual(["batch_n3"]);
      const offline = page.locator('[data-testid="asset"][data-state="offline"]');
      await expect(offline).toHaveCount(2, patient);
      const stream = offline.filter({ has: page.getByRole("link", { name: "batch_n3", exact: true }) });
      await expect(stream.locator("q")).toHaveText(words.batch_n3 ?? "", patient);
      await expect(stream).toContainText("n3");
      await expect(page).toHaveTitle(/1 stream and 1 consumer offline/);
    });

    test("restored: the list is empty again", async () => {
      await system.server("n3").restart({ version: v2_15 });
      await system.ready();
      await expect(page.getByTestId("headline")).toHaveAttribute("data-status", "ok", patient);
      await expect(page.getByTestId("asset")).toHaveCount(0, patient);
      await expect(page.getByTestId("headline")).toContainText("All 3 servers run level 5");
      expect(await offlineByInfo(system, STREAMS)).toEqual({});
    });

    test("the server it is connected to is killed: the data goes on through another", async () => {
      const connected = (await board.snapshot()).connection.server ?? "";
      await system.server(connected).kill();
      await expect(page.getByTestId("coverage")).toContainText("2 of 3 servers", patient);
      await expect(page.locator('[data-testid="server"][data-state="silent"]')).toContainText(connected, patient);
      await expect(page.getByTestId("frame")).toHaveAttribute("data-stale", "false", patient);
      await expect(page.getByTestId("freshness")).toContainText(/observed [0-2] s ago/, patient);
      expect((await board.snapshot()).connection.server).not.toBe(connected);
      await expect(page.getByTestId("headline")).not.toHaveAttribute("data-status", "ok");
    });

    test("all servers killed: what is shown is last known, and not well", async () => {
      await Promise.all(system.servers.map((server) => server.kill()));
      await expect(page.getByTestId("stale")).toContainText("Last known", patient);
      await expect(page.getByTestId("stale")).toContainText("The servers have not answered since");
      await expect(page.getByTestId("frame")).toHaveAttribute("data-stale", "true");
      await expect(page.locator('[data-status="ok"]')).toHaveCount(0);
      await expect(page).toHaveTitle(/Last known/);
      const age = async () => Number(/(\d+) s/.exec((await page.getByTestId("freshness").textContent()) ?? "")?.[1]);
      const before = await age();
      await expect.poll(age).toBeGreaterThan(before);
    });

    test("the servers are back: the board recovers by itself", async () => {
      await Promise.all(system.servers.map((server) => server.start()));
      await system.ready();
      await expect(page.getByTestId("stale")).toHaveCount(0, patient);
      await expect(page.getByTestId("coverage")).toContainText("3 of 3 servers", patient);
      await expect(page.getByTestId("headline")).toHaveAttribute("data-status", "ok", patient);
      await expect(page.getByTestId("asset")).toHaveCount(0, patient);
    });
  });
