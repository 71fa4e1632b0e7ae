import { type CDPSession, expect, type Page, test } from "@playwright/test";
import * as boards from "./boards/boards.ts";
import { open } from "./open.ts";

/** In these the heap grows to its working size, with compiled code and full caches; from there on it has to stay. */
const WARM_UP = 28_000;
const UPDATES = 10_000;

interface Figures {
  heap: number;
  nodes: number;
  listeners: number;
}

async function figuresOf(session: CDPSession): Promise<Figures> {
  for (let round = 0; round < 3; round++) await session.send("HeapProfiler.collectGarbage");
  const { metrics } = await session.send("Performance.getMetrics");
  const of = (wanted: string) => metrics.find(({ name }) => name === wanted)?.value ?? Number.NaN;
  return { heap: of("JSHeapUsedSize"), nodes: of("Nodes"), listeners: of("JSEventListeners") };
}

const [first = ""] = Object.keys(boards.incident.assets);
const { head, assets, findings } = boards.incident;
const steps = {
  less: { assets: { removed: [first] } },
  more: { assets: { set: { [first]: assets[first] } } },
  calm: {
    head: boards.healthy.head,
    assets: { removed: Object.keys(assets) },
    findings: { removed: Object.keys(findings) },
  },
  trouble: { head, assets: { set: assets }, findings: { set: findings } },
};

/** An asset goes and comes; every hundredth time the whole incident does. Every twentieth pair is drawn. */
async function update(page: Page, from: number, count: number): Promise<void> {
  await page.evaluate(
    async ({ from, to, less, more, calm, trouble }) => {
      const feed = Reflect.get(window, "fakeFeed");
      for (let revision = from; revision < to; revision += 2) {
        const isWhole = revision % 100 === 0;
        for (const [offset, step] of (isWhole ? [calm, trouble] : [less, more]).entries()) {
          feed.delta(step, revision + offset);
        }
        if (revision % 40 === 0) await new Promise((resolve) => setTimeout(resolve, 0));
      }
    },
    { from, to: from + count, ...steps },
  );
}

// The recorder of traces keeps what it records in the page.
test.use({ trace: "off" });

test("10,000 updates: the heap grows by less than a twentieth, nodes and listeners do not add up", async ({ page }) => {
  test.setTimeout(600_000);
  await open(page, boards.incident);
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  await update(page, 2, WARM_UP);
  const before = await figuresOf(session);
  await update(page, 2 + WARM_UP, UPDATES);
  await expect(page.getByTestId("asset")).toHaveCount(6);
  const after = await figuresOf(session);
  expect(after.heap / before.heap).toBeLessThan(1.05);
  expect(after.nodes / before.nodes).toBeLessThan(1.1);
  expect(after.listeners - before.listeners).toBeLessThan(50);
});

test("1,000 offline assets take no more of the document than 200 do: grouped by cause, the rest is a link", async ({
  page,
}) => {
  const nodes = async () => page.evaluate(() => document.querySelectorAll("*").length);
  const feed = await open(page, boards.incident);
  await expect(page.getByTestId("asset")).toHaveCount(6);
  const few = await nodes();
  await feed.board(boards.crowded);
  await expect(page.getByTestId("headline")).toContainText("1,000 streams offline");
  expect((await nodes()) / few).toBeLessThan(1.5);
});
