// `npm run screenshots`: makes docs/images anew, from boards of the tests and from the bundled recording.
// Words as arguments make only the pictures whose name holds one of them.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, chromium, type Page } from "@playwright/test";
import { startBoard } from "../http/board-process.ts";
import { chromiumOptions } from "../setup/chromium.ts";
import { fakeFeed } from "./fake-feed.ts";
import { historyOf, type Shot, shots, sizes, wall } from "./shots.ts";

const folder = fileURLToPath(new URL("../../docs/images/", import.meta.url));
const RECORDING = "recording-1920x1080-dark";
const wanted = process.argv.slice(2);
const isWanted = (file: string) => wanted.length === 0 || wanted.some((word) => file.includes(word));

/** Assets that are offline at once in the recording. */
const MOST_OFFLINE = 7;
/** Longer than it lasts, ms. */
const WHOLE_RECORDING = 900_000;

mkdirSync(folder, { recursive: true });
const browser = await chromium.launch(chromiumOptions());
try {
  await takeFakes(browser);
  if (isWanted(RECORDING)) await takeRecording(browser);
} finally {
  await browser.close();
}

async function takeFakes(on: Browser): Promise<void> {
  const board = await startBoard({ env: { PLIMSOLL_CONFIG: "tests/browser/nobody.yaml" } });
  try {
    for (const shot of shots) {
      const file = `${shot.name}-${shot.size}-${shot.theme}`;
      if (!isWanted(file)) continue;
      // A wall that must not move says that its pages are paused.
      const reducedMotion = shot.path?.includes("wall") ? "no-preference" : "reduce";
      const page = await on.newPage({ viewport: sizes[shot.size], reducedMotion, baseURL: board.url });
      await arrange(page, shot);
      await keep(page, file);
    }
  } finally {
    await board.stop();
  }
}

async function arrange(page: Page, { board, path = "/", theme, age, json = {} }: Shot): Promise<void> {
  const feed = await fakeFeed(page, board, { history: historyOf(board), json });
  await page.goto(`${path}${path.includes("?") ? "&" : "?"}theme=${theme}`);
  await page.getByRole("heading", { level: 1 }).first().waitFor();
  if (age === undefined) return;
  await feed.freeze();
  await feed.board(board, 2, age);
}

/** The bundled recording, as it is replayed, in the midst of its incident: some minutes after it begins. */
async function takeRecording(on: Browser): Promise<void> {
  const board = await startBoard();
  try {
    const view = { viewport: sizes["1920x1080"], baseURL: board.url };
    const page = await on.newPage({ ...view, reducedMotion: "reduce" });
    await page.goto("/?theme=dark");
    const offline = page.locator('[data-testid="asset"][data-state="offline"]');
    await offline.nth(MOST_OFFLINE - 1).waitFor({ timeout: WHOLE_RECORDING });
    await page.getByTestId("chart-reasons").getByText("assets down").waitFor({ timeout: 60_000 });
    await keep(page, RECORDING);
    const screen = await on.newPage(view);
    await screen.goto(`${wall}&theme=dark`);
    await screen.getByTestId("wall-row").first().waitFor();
    await keep(screen, `wall-${RECORDING}`);
  } finally {
    await board.stop();
  }
}

/** Once the network is quiet and fonts and charts are drawn. */
async function keep(page: Page, file: string): Promise<void> {
  await page.waitForLoadState("networkidle");
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(1_500);
  await page.screenshot({ path: join(folder, `${file}.png`) });
  console.log(`docs/images/${file}.png`);
  await page.close();
}
