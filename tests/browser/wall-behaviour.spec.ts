import { expect, type Page, test } from "@playwright/test";
import * as boards from "./boards/boards.ts";
import { NOW } from "./boards/build.ts";
import { fleet } from "./boards/fleet.ts";
import { fresh, several } from "./boards/wall.ts";
import { fakeFeed } from "./fake-feed.ts";
import { openWall } from "./open-wall.ts";

const PATH = "/c/prod?wall";
const alarm = { findings: { set: { [fresh.key]: fresh } } };

/** Animations that run, with their times in ms. */
function animations(page: Page) {
  return page.evaluate(() =>
    document.getAnimations().map((it) => {
      const { duration = 0, iterations = 1 } = it.effect?.getTiming() ?? {};
      return { name: Reflect.get(it, "animationName"), duration: Number(duration), iterations };
    }),
  );
}

test("a new alarm pulses at most three times a second and no longer than 5 s", async ({ page }) => {
  const feed = await openWall(page, boards.incident, PATH);
  expect((await animations(page)).map(({ name }) => name)).toEqual(["wall-drift"]);
  await feed.delta(alarm, 2);
  await expect.poll(async () => (await animations(page)).map(({ name }) => name)).toContain("wall-pulse");
  const pulse = (await animations(page)).find(({ name }) => name === "wall-pulse");
  expect(pulse?.duration).toBeGreaterThan(334);
  expect((pulse?.duration ?? 0) * (pulse?.iterations ?? 0)).toBeLessThanOrEqual(5_000);
});

test("an alarm that comes back after minutes pulses again", async ({ page }) => {
  await page.clock.install({ time: NOW });
  const feed = await openWall(page, boards.incident, PATH);
  const headline = page.getByTestId("headline");
  await feed.delta(alarm, 2);
  await expect(headline).toHaveClass(/wall-pulse/);
  await headline.evaluate((it) => it.setAttribute("data-known", ""));
  await feed.delta({ findings: { removed: [fresh.key] } }, 3);
  await expect(page.getByText(fresh.title)).toHaveCount(0);
  await page.clock.fastForward(121_000);
  await feed.delta(alarm, 4);
  await expect(headline).not.toHaveAttribute("data-known");
  await expect(headline).toHaveClass(/wall-pulse/);
});

test("a rotation does not pulse at every turn for an alarm that it has shown", async ({ page }) => {
  await page.clock.install({ time: NOW });
  await fakeFeed(page, boards.healthy, { json: fleet });
  await page.goto("/?wall&rotate=5s&page=5s");
  await expect(page.getByText("staging: 3 streams offline")).toBeVisible();
  const staging = fleet["/staging/snapshot"];
  const json = { ...staging, findings: [{ ...staging.findings[0], key: "new" }, ...staging.findings] };
  await page.route("**/staging/snapshot", (route) => route.fulfill({ json }));
  await expect(page.locator(".wall-pulse")).toHaveCount(1);
  // Whoever's turn it was when it came has gone after two, and all have had theirs after twelve.
  const seen: string[] = [];
  for (let turn = 0; turn < 12; turn++) {
    await page.clock.runFor(5_000);
    const headline = page.getByTestId("headline");
    const isPulsing = /wall-pulse/.test((await headline.getAttribute("class")) ?? "");
    if (turn > 1) seen.push(`${await headline.getAttribute("data-status")}${isPulsing ? ", pulsing" : ""}`);
  }
  expect(seen).toContain("critical");
  expect(seen.filter((it) => it.endsWith("pulsing"))).toEqual([]);
});

test("with reduced motion nothing moves and pages wait, unless the URL asks", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  const feed = await openWall(page, several, PATH);
  await feed.delta(alarm, 2);
  await expect(page.getByTestId("paused")).toBeVisible();
  expect(await animations(page)).toEqual([]);
  await openWall(page, several, `${PATH}&page=10s`);
  await expect(page.getByTestId("paused")).toHaveCount(0);
});

test("space and click pause the pages, the arrows turn them", async ({ page }) => {
  await openWall(page, several, `${PATH}&page=5s`);
  await page.keyboard.press(" ");
  await expect(page.getByTestId("paused")).toBeVisible();
  await page.waitForTimeout(6_000);
  await expect(page.getByTestId("pager")).toContainText("page 1 of");
  await page.keyboard.press("ArrowRight");
  await expect(page.getByTestId("pager")).toContainText("page 2 of");
  await page.mouse.click(900, 500);
  await expect(page.getByTestId("paused")).toHaveCount(0);
});

/** Counts the tones that the page plays. */
async function spyOnSound(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    const node = { connect: (next: object) => next, start() {}, stop() {}, frequency: { value: 0 } };
    const ramp = { setValueAtTime() {}, exponentialRampToValueAtTime() {} };
    Reflect.set(window, "tones", 0);
    class SpyContext {
      currentTime = 0;
      state = "suspended";
      onstatechange: (() => void) | null = null;
      constructor() {
        Reflect.set(window, "audio", this);
      }
      turn(state: string): void {
        this.state = state;
        this.onstatechange?.();
      }
      // Like a browser's it waits where sound is not to be had.
      resume = () => (Reflect.get(window, "isMute") ? new Promise(() => {}) : Promise.resolve(this.turn("running")));
      close = () => Promise.resolve();
      createGain = () => ({ ...node, gain: ramp });
      createOscillator() {
        Reflect.set(window, "tones", Number(Reflect.get(window, "tones")) + 1);
        return node;
      }
    }
    Reflect.set(window, "AudioContext", SpyContext);
  });
  return () => page.evaluate(() => Number(Reflect.get(window, "tones")));
}

test("sound is off by default", async ({ page }) => {
  const tones = await spyOnSound(page);
  const feed = await openWall(page, boards.incident, PATH);
  await expect(page.getByTestId("enable-sound")).toHaveCount(0);
  await page.keyboard.press("s");
  await feed.delta(alarm, 2);
  await expect(page.getByTestId("headline")).toHaveAttribute("data-fresh", "true");
  expect(await tones()).toBe(0);
});

test("sound needs a gesture, plays for a new critical finding only, and never again after a reconnect", async ({
  page,
}) => {
  const tones = await spyOnSound(page);
  const feed = await openWall(page, boards.incident, `${PATH}&sound`);
  await page.getByTestId("enable-sound").click();
  await expect(page.getByTestId("enable-sound")).toHaveCount(0);
  expect(await tones()).toBe(0);
  await feed.delta({ findings: { set: { w: { ...fresh, key: "w", severity: "warning" } } } }, 2);
  await feed.delta(alarm, 3);
  await expect.poll(tones).toBe(4);
  await feed.drop();
  await expect.poll(() => feed.opened()).toBe(2);
  await feed.board({ ...boards.incident, findings: { ...boards.incident.findings, [fresh.key]: fresh } }, 9);
  await page.waitForTimeout(1_500);
  expect(await tones()).toBe(4);
});

test("sound that the browser takes away is not said to be on, and is asked for anew", async ({ page }) => {
  const tones = await spyOnSound(page);
  const feed = await openWall(page, boards.incident, `${PATH}&sound`);
  const button = page.getByTestId("enable-sound");
  await page.keyboard.press("Shift+S");
  await expect(page.getByText("sound on")).toBeVisible();
  const suspend = (isMute: boolean) =>
    page.evaluate((it) => {
      Reflect.set(window, "isMute", it);
      Reflect.get(window, "audio").turn("suspended");
    }, isMute);
  await suspend(true);
  await expect(button).toBeVisible();
  await button.click();
  await expect(page.getByText("sound on")).toHaveCount(0);
  await suspend(false);
  await button.click();
  await expect(page.getByText("sound on")).toBeVisible();
  await suspend(false);
  await expect(button).toBeVisible();
  await feed.delta(alarm, 2);
  await expect.poll(tones).toBe(4);
  await expect(page.getByText("sound on")).toBeVisible();
});

test("the whole board drifts by a few pixels, unless told not to", async ({ page }) => {
  await openWall(page, boards.healthy, PATH);
  const places = await page.evaluate(() => {
    const drift = document.getAnimations().find((it) => Reflect.get(it, "animationName") === "wall-drift");
    const board = document.querySelector(".wall-drift");
    return [0, 240_000, 480_000].map((at) => {
      if (drift) drift.currentTime = at;
      return board ? getComputedStyle(board).transform : "";
    });
  });
  expect(new Set(places).size).toBe(3);
  for (const place of places) {
    const [x, y] = place.replace(")", "").split(",").slice(4).map(Number);
    expect(Math.max(Math.abs(x ?? 99), Math.abs(y ?? 99))).toBeLessThanOrEqual(8);
  }
  await openWall(page, boards.healthy, `${PATH}&drift=off`);
  expect(await animations(page)).toEqual([]);
});

for (const board of [boards.healthy, boards.incident, boards.denied]) {
  test(`no bright block stands for long: ${board.head.status}`, async ({ page }) => {
    await openWall(page, board, PATH);
    const bright = await page.getByTestId("wall").evaluate((wall) =>
      [wall, ...wall.querySelectorAll("*")].flatMap((it) => {
        const { width, height } = it.getBoundingClientRect();
        const canvas = document.createElement("canvas").getContext("2d");
        if (!canvas || width * height < 20_000) return [];
        canvas.fillStyle = getComputedStyle(it).backgroundColor;
        canvas.fillRect(0, 0, 1, 1);
        const [red = 0, green = 0, blue = 0] = canvas.getImageData(0, 0, 1, 1).data;
        return red * 0.3 + green * 0.59 + blue * 0.11 > 91 ? [it.className] : [];
      }),
    );
    expect(bright).toEqual([]);
  });
}

test("the screen is kept awake, again after the tab was hidden", async ({ page }) => {
  await page.addInitScript(() => {
    const locks: { released: boolean; release(): Promise<void> }[] = [];
    const request = async () => {
      const lock = { released: false, release: async () => {} };
      locks.push(lock);
      return lock;
    };
    Object.defineProperty(navigator, "wakeLock", { value: { request } });
    Reflect.set(window, "locks", locks);
  });
  await openWall(page, boards.healthy, PATH);
  const count = () => page.evaluate(() => Reflect.get(window, "locks").length);
  expect(await count()).toBeGreaterThan(0);
  const before = await count();
  await page.evaluate(() => {
    for (const lock of Reflect.get(window, "locks")) lock.released = true;
    document.dispatchEvent(new Event("visibilitychange"));
  });
  expect(await count()).toBe(before + 1);
});

test("nothing breaks without a wake lock or where it is refused", async ({ page }) => {
  const errors: string[] = [];
  page.on("pageerror", ({ message }) => errors.push(message));
  await page.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, "wakeLock"));
  await openWall(page, boards.healthy, PATH);
  await page.addInitScript(() =>
    Object.defineProperty(navigator, "wakeLock", { value: { request: () => Promise.reject(new Error("no")) } }),
  );
  await openWall(page, boards.healthy, PATH);
  expect(errors).toEqual([]);
});
