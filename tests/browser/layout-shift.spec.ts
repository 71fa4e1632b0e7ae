import { expect, type Page, test } from "@playwright/test";
import { boardOfSimulated } from "../bench/simulated-board.ts";
import { type BoardProcess, startBoard, untilReady } from "../http/board-process.ts";
import { spawnSystem } from "../simulator/spawn.ts";

// The real board over the bundled recording: it draws its pages on the server, with what it knows by then.
let board: BoardProcess;
let context: string;
test.beforeAll(async () => {
  test.setTimeout(180_000);
  board = await startBoard();
  await untilReady(board);
  const { contexts } = await (await fetch(`${board.url}/api/v1/contexts`)).json();
  context = contexts[0].name;
});
test.afterAll(async () => {
  await board?.stop("SIGKILL");
});

interface Shift {
  value: number;
  /** What moved. */
  nodes: string[];
}

/** The recording goes on, and what it tells may rightly move something: the feed is held back. */
async function watch(page: Page): Promise<void> {
  await page.addInitScript(() => {
    class SilentEventSource extends EventTarget {
      close(): void {}
    }
    const shifts: Shift[] = [];
    Object.assign(window, { EventSource: SilentEventSource, shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const sources: { node: Node | null }[] = Reflect.get(entry, "sources");
        const nodes = sources.map(
          ({ node }) => (node instanceof Element ? node : node?.parentElement)?.outerHTML ?? "",
        );
        shifts.push({ value: Reflect.get(entry, "value"), nodes: nodes.map((html) => html.slice(0, 200)) });
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
}

/** What moved until the page is at rest; a fraction of a pixel is none. */
async function shiftsOf(page: Page): Promise<Shift[]> {
  await page.waitForLoadState("networkidle");
  const shifts: Shift[] = await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => resolve(Reflect.get(window, "shifts")))),
  );
  return shifts.filter(({ value }) => value >= 0.001);
}

for (const [path, drawn, width] of [
  ["", "chart-levels", 1920],
  ["", "chart-levels", 390],
  ["/assets", "assets", 1920],
  ["/assets", "assets", 390],
  ["/findings", "finding", 1920],
  ["/findings", "finding", 390],
  ["/timeline", "chart-levels", 1920],
  ["/timeline", "chart-levels", 390],
] as const) {
  test(`/c/…${path}, ${width} px wide: nothing moves when the page takes over and its data comes`, async ({ page }) => {
    await page.setViewportSize({ width, height: 1080 });
    // Where no Arial stands in for it, a font that comes late breaks the lines of a narrow screen elsewhere.
    if (width < 1000) await page.goto(`${board.url}/docs/findings`);
    await watch(page);
    await page.goto(`${board.url}/c/${encodeURIComponent(context)}${path}`);
    await expect(page.getByTestId(drawn).first()).toBeVisible();
    if (drawn === "chart-levels") await expect(page.locator(".recharts-surface").first()).toBeVisible();
    expect(await shiftsOf(page)).toEqual([]);
  });
}

test("an asset's page: nothing moves when its consumers come late", async ({ page }) => {
  // All in one column, and tall enough for what stands below them.
  await page.setViewportSize({ width: 800, height: 1900 });
  await watch(page);
  await page.route(/assets\?kind=consumer/, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 500));
    await route.continue();
  });
  const url = `${board.url}/api/v1/contexts/${context}/assets?kind=consumer`;
  const { assets }: { assets: { account: string; stream: string }[] } = await (await fetch(url)).json();
  const streams = assets.map(({ account, stream }) => `-/${account}/${stream}`);
  const severalOf = streams.find((id, index) => streams.indexOf(id) < index);
  await page.goto(`${board.url}/c/${context}/assets/${severalOf}`);
  await expect(page.getByTestId("consumer").nth(1)).toBeVisible();
  expect(await shiftsOf(page)).toEqual([]);
});

for (const [name, size] of [
  ["1080p", { width: 1920, height: 1080 }],
  ["Lighthouse's", { width: 1350, height: 940 }],
  ["an upright", { width: 1080, height: 1920 }],
  ["a phone's", { width: 390, height: 844 }],
] as const) {
  for (const path of ["/", "/c/…"]) {
    test(`${path}?wall on ${name} screen: nothing moves when its rows are measured and paged`, async ({ page }) => {
      await page.setViewportSize(size);
      await watch(page);
      // What the server draws has causes with assets, and more than fits.
      const status = `${board.url}/api/v1/contexts/${encodeURIComponent(context)}/check`;
      await expect.poll(async () => (await fetch(status)).status, { timeout: 90_000 }).toBe(503);
      await page.goto(`${board.url}${path.replace("…", encodeURIComponent(context))}?wall`);
      await expect(page.getByTestId("wall-row").first()).toBeVisible();
      expect(await shiftsOf(page)).toEqual([]);
    });
  }
}

test("the wall of 150 servers on an upright screen: what the server draws has the place that it keeps", async ({
  browser,
}) => {
  test.setTimeout(120_000);
  const preset = { servers: 150, accounts: 2, streams: 10, consumers: 10 };
  await using system = await spawnSystem(preset);
  const assets = preset.streams + preset.consumers;
  await using large = await boardOfSimulated(system.url, { pollInterval: 2_000, assets, deadline: 60_000 });
  const boxes = [false, true].map(async (javaScriptEnabled) => {
    const page = await browser.newPage({ javaScriptEnabled, viewport: { width: 1080, height: 1920 } });
    await page.goto(`${large.page}?wall&drift=off`);
    const marks = page.getByTestId("server-ribbon").locator("svg");
    await expect(marks).toHaveCount(150);
    return Promise.all((await marks.all()).map((mark) => mark.boundingBox()));
  });
  const [drawn, kept] = await Promise.all(boxes);
  expect(drawn).toEqual(kept);
});
