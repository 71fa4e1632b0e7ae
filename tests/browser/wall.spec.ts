import { expect, type Page, test } from "@playwright/test";
import * as boards from "./boards/boards.ts";
import { board, neverAnswered, server, stream } from "./boards/build.ts";
import { EACH, rolledBack, several, wordy } from "./boards/wall.ts";
import { openWall } from "./open-wall.ts";

const PATH = "/c/prod?wall";
const sizes = [
  { name: "1080p", width: 1920, height: 1080 },
  { name: "4K", width: 3840, height: 2160 },
  { name: "portrait", width: 1080, height: 1920 },
  { name: "phone", width: 390, height: 844 },
];
const screens = [
  { name: "healthy", board: boards.healthy },
  { name: "rollout", board: boards.rollout },
  { name: "incident", board: boards.incident },
  { name: "1,000 offline", board: boards.crowded },
  { name: "several causes", board: several },
  { name: "not permitted", board: boards.denied },
  { name: "recording", board: boards.recording },
  { name: "long names and reasons", board: wordy },
  { name: "300 servers", board: boards.vast },
];

/** Font sizes of all elements that hold text of their own, px. */
function textSizes(page: Page): Promise<number[]> {
  return page.getByTestId("wall").evaluate((wall) =>
    [...wall.querySelectorAll("*")]
      .filter((it) => [...it.childNodes].some(({ nodeType, textContent }) => nodeType === 3 && textContent?.trim()))
      .filter((it) => getComputedStyle(it).visibility === "visible" && it.tagName !== "TITLE")
      .map((it) => Number.parseFloat(getComputedStyle(it).fontSize)),
  );
}

/** How many pages a wall turns, once its rows are measured. */
async function pagesOf(page: Page): Promise<number> {
  await expect(page.locator(".wall-list")).toHaveAttribute("data-measured", "true");
  const pager = page.getByTestId("pager");
  return (await pager.isVisible()) ? Number((await pager.textContent())?.match(/of (\d+)/)?.[1]) : 1;
}

for (const { name, board } of screens) {
  test(`${name}: the status is at least 66 px and all else 39 px on a 1080p screen`, async ({ page }) => {
    await openWall(page, board, PATH);
    const status = await page.getByRole("heading", { level: 1 }).evaluate((it) => getComputedStyle(it).fontSize);
    expect(Number.parseFloat(status)).toBeGreaterThanOrEqual(66);
    expect(Math.min(...(await textSizes(page)))).toBeGreaterThanOrEqual(39);
  });
}

for (const { name, board } of screens) {
  test(`${name} fits every screen without scroll bars, every row whole`, async ({ page }) => {
    for (const size of sizes) {
      await page.setViewportSize(size);
      await openWall(page, board, PATH);
      const out = await page.getByTestId("wall").evaluate((wall) => {
        const bottom = (it: Element) => it.getBoundingClientRect().bottom;
        const list = wall.querySelector(".wall-list");
        const end = list ? bottom(list) : 0;
        const root = document.documentElement;
        return {
          scrolls: root.scrollHeight > root.clientHeight || root.scrollWidth > root.clientWidth,
          cut: [...wall.querySelectorAll(".wall-row")].filter((row) => bottom(row) > end + 1).length,
          foot: Math.max(...[...wall.querySelectorAll(".wall-facts > *")].map(bottom)) - window.innerHeight,
        };
      });
      expect(out.scrolls, size.name).toBe(false);
      expect(out.cut, size.name).toBe(0);
      expect(out.foot, size.name).toBeLessThanOrEqual(0);
      if (size.name === "phone") expect(Math.min(...(await textSizes(page)))).toBeGreaterThanOrEqual(16);
    }
  });
}

test("a wall that becomes higher, as in full screen, has larger rows, and still each of them whole", async ({
  page,
}) => {
  await page.setViewportSize({ width: 1920, height: 900 });
  await openWall(page, several, PATH);
  await page.keyboard.press(" ");
  const pager = page.getByTestId("pager");
  await expect(pager).toContainText("page 1 of");
  await page.setViewportSize({ width: 1920, height: 1080 });
  await expect(page.locator("html")).toHaveCSS("font-size", "39.96px");
  const cut = () =>
    page.locator(".wall-list").evaluate((list) => {
      const end = list.getBoundingClientRect().bottom + 1;
      return [...list.querySelectorAll(".wall-row")].filter((row) => row.getBoundingClientRect().bottom > end).length;
    });
  await expect.poll(cut).toBe(0);
  const pages = await pagesOf(page);
  for (let turn = 1; turn <= pages; turn += 1) {
    await expect(pager).toContainText(`page ${turn} of`);
    expect(await cut(), `page ${turn}`).toBe(0);
    await page.keyboard.press("ArrowRight");
  }
});

for (const size of sizes) {
  test(`every reason stands there whole on ${size.name}`, async ({ page }) => {
    await page.setViewportSize(size);
    await openWall(page, wordy, PATH);
    await page.keyboard.press(" ");
    const seen = new Set<string>();
    const pager = page.getByTestId("pager");
    const pages = await pagesOf(page);
    for (let turn = 1; turn <= pages; turn += 1) {
      if (pages > 1) await expect(pager).toContainText(`page ${turn} of`);
      const texts = await page.locator(".wall-rows > :not(.wall-pin) > .wall-text").evaluateAll((all) => {
        const end = document.querySelector(".wall-list")?.getBoundingClientRect().bottom ?? 0;
        const line = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
        return all.map((it) => ({
          text: it.textContent ?? "",
          isCut: it.scrollHeight > it.clientHeight + line / 2 || it.scrollWidth > it.clientWidth + 1,
          isBelow: it.getBoundingClientRect().bottom > end + 1,
        }));
      });
      expect(texts.filter(({ isCut, isBelow }) => isCut || isBelow)).toEqual([]);
      for (const { text } of texts) seen.add(text);
      await page.keyboard.press("ArrowRight");
    }
    for (const { reason } of Object.values(wordy.assets)) expect([...seen]).toContain(reason?.text);
  });
}

test("names side by side that repeat say in which account; those that are gone go", async ({ page }) => {
  const events = ["A", "B", "C"].map((account) => stream("EVENTS", { account }));
  const payments = stream("PAY", { account: "A" });
  const [first, ...others] = events;
  const assets = [...(first ? [first] : []), payments, ...others];
  const feed = await openWall(page, board({ servers: [server("n1")], assets }), PATH);
  const names = page.locator(".wall-rows:not(.wall-ruler) .wall-names .wall-title");
  await expect(names).toHaveText(["A › EVENTS", "PAY", "B › EVENTS", "C › EVENTS"]);
  await feed.delta({ assets: { removed: [payments.id] } }, 2);
  await expect(names).toHaveText(["A › EVENTS", "B › EVENTS", "C › EVENTS"]);
});

test("a server that never answered has no version, and none is said", async ({ page }) => {
  const stranger = neverAnswered("n4");
  const { servers } = boards.healthy;
  await openWall(
    page,
    { ...boards.healthy, servers: { ...servers, [stranger.id]: stranger } },
    `${PATH}&rotate=5s&page=5s`,
  );
  await expect(page.getByTestId("wall-row").filter({ hasText: "n4" })).toHaveText(/level not known$/);
});

test("the level strip counts all that is down, and shows it whole", async ({ page }) => {
  for (const size of sizes) {
    await page.setViewportSize(size);
    await openWall(page, boards.crowded, PATH);
    const need = page.locator(".wall-need");
    await expect(need).toHaveText("needed by 1,000 down");
    const isCut = await need.evaluate((it) => {
      const who = it.parentElement;
      return !who || who.scrollWidth > who.clientWidth + 1 || it.getBoundingClientRect().right > innerWidth;
    });
    expect(isCut).toBe(false);
  }
});

test("what does not fit is paged, says how much more there is, and turns by itself", async ({ page }) => {
  await openWall(page, several, `${PATH}&page=5s`);
  await expect(page.getByTestId("pager")).toHaveText(/^page 1 of \d, \d+ more$/);
  await expect(page.getByTestId("pager")).toHaveText(/^page 2 of \d, \d+ more$/, { timeout: 8_000 });
});

test("critical causes are on every page, the newest first, warnings after them", async ({ page }) => {
  await openWall(page, several, PATH);
  await page.keyboard.press(" ");
  const pages = await pagesOf(page);
  expect(pages).toBeGreaterThan(2);
  const heads = page.locator('[data-kind="head"], [data-kind="pin"]');
  await expect(heads.first()).toContainText("Newer alarm");
  const order: string[] = [];
  for (let index = 0; index < pages; index += 1) {
    await expect(page.getByTestId("pager")).toContainText(`page ${index + 1} of`);
    await expect(heads.filter({ hasText: "Newer alarm" })).toHaveCount(1);
    await expect(heads.filter({ hasText: "Older alarm" })).toHaveCount(1);
    order.push(...(await page.locator('[data-kind="item"] .wall-title').allTextContents()));
    await page.keyboard.press("ArrowRight");
  }
  expect(order.map((name) => name.split("-")[0])).toEqual([
    ...Array(EACH).fill("NEW"),
    ...Array(EACH).fill("OLD"),
    ...Array(EACH).fill("WARN"),
  ]);
});

test("an incident's first page names every critical cause and what it took down; the others follow on few", async ({
  page,
}) => {
  await openWall(page, rolledBack, `${PATH}&page=5m`);
  await expect(page.getByTestId("pager")).toContainText(/of [2-4],/);
  const list = page.getByTestId("wall-row");
  for (const { severity, title } of Object.values(rolledBack.findings)) {
    if (severity === "critical") await expect(list.filter({ hasText: title })).toHaveCount(1);
  }
  await expect(list.filter({ hasText: "ORDERS_EXPRESS" })).toContainText("TELEMETRY_BULK");
  for (const name of ["PAYMENT_BATCHES", "DELIVERIES › dispatch"])
    await expect(list.filter({ hasText: name })).toHaveCount(1);
  // A consumer whose stream stands beside it does not repeat its reason.
  await expect(page.getByTestId("wall")).not.toContainText("Its stream ORDERS_EXPRESS is offline");
});

test("every state has its own shape and word, so that it reads in greyscale", async ({ page }) => {
  const marks = new Set<string>();
  for (const board of [boards.healthy, boards.partial, boards.incident, boards.denied]) {
    await openWall(page, board, PATH);
    marks.add(await page.locator(".wall-mark").innerHTML());
  }
  expect(marks.size).toBe(4);
  await page.setViewportSize({ width: 1080, height: 1920 });
  await openWall(page, boards.incident, PATH);
  const shapes = new Map<string, string>();
  await page.keyboard.press(" ");
  const pages = await pagesOf(page);
  for (let turn = 1; turn <= pages; turn += 1) {
    if (pages > 1) await expect(page.getByTestId("pager")).toContainText(`page ${turn} of`);
    for (const state of await page.locator(".wall-state").all()) {
      shapes.set((await state.textContent()) ?? "", await state.locator("svg").innerHTML());
    }
    await page.keyboard.press("ArrowRight");
  }
  expect([...shapes.keys()].sort()).toEqual(["Critical", "Degraded", "Note", "Offline", "Warning"]);
  expect(new Set(shapes.values()).size).toBe(4);
});

test("1,000 offline streams and many changes keep the document small", async ({ page }) => {
  const feed = await openWall(page, boards.crowded, PATH);
  await page.keyboard.press(" ");
  await expect(page.getByTestId("wall")).toHaveAttribute("data-paused", "true");
  const count = () => page.evaluate(() => document.querySelectorAll("body *").length);
  const before = await count();
  expect(before).toBeLessThan(300);
  for (let revision = 2; revision < 60; revision += 1) {
    await feed.board(revision % 2 === 0 ? boards.incident : boards.crowded, revision);
  }
  await expect.poll(async () => Math.abs((await count()) - before)).toBeLessThan(10);
});

test("what is only last known says so, in grey, and is never well", async ({ page }) => {
  const feed = await openWall(page, boards.healthy, PATH);
  await feed.freeze();
  await feed.board(boards.healthy, 2, 754_000);
  await expect(page.getByTestId("stale")).toContainText("Last known, 12 min old.");
  await expect(page.getByTestId("stale").getByRole("status")).toHaveText("The servers have not answered since.");
  await expect(page.getByTestId("headline")).toContainText("Last known: All 3 servers run level 5");
  await expect(page.getByTestId("freshness")).toContainText("observed 12 min ago");
  await expect(page.locator('[data-status="ok"]')).toHaveCount(0);
});

test("recording, coverage and a problem with the connection are in sight", async ({ page }) => {
  await openWall(page, boards.recording, PATH);
  await expect(page.getByTestId("recording")).toBeInViewport();
  await expect(page.getByTestId("coverage")).toBeInViewport();
  await openWall(page, boards.silent, PATH);
  await expect(page.getByTestId("problem")).toBeInViewport();
});
