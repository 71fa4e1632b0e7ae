// The page as a browser gets it: `npx node tests/bench/page.ts` prints its figures; `npm run bench` writes them to BENCHMARKS.md.
import { type Browser, chromium, type Page } from "@playwright/test";
import { type BoardProcess, startBoard, untilReady } from "../http/board-process.ts";
import { chromiumOptions } from "../setup/chromium.ts";
import { FIRST_LOAD_LIMIT, firstLoad } from "./first-load.ts";
import { type Burden, measureBurdens } from "./page-board.ts";
import { measureStart } from "./page-start.ts";
import { measureTable, type TableFigures } from "./page-table.ts";
import { type Row, timed } from "./rows.ts";

/** ms; a person begins to feel what takes longer. */
const LONGEST = 200;
const SLOWDOWN = 4;

export interface PageOptions {
  /** How often each is done; the median counts. */
  rounds: number;
  /** s of changes to the board. */
  churn: number;
  /** Rows of the small table and of the large one. */
  tables: [small: number, large: number];
}

const FULL: PageOptions = { rounds: 5, churn: 10, tables: [1_000, 100_000] };

/** Rows for BENCHMARKS.md; the board has to be built. */
export async function measurePage({ rounds, churn, tables }: PageOptions = FULL): Promise<Row[]> {
  const recorded = await startBoard();
  const loads = await untilStopped(recorded, () => loadRows(recorded));
  // Nobody listens there: what the page shows comes from a feed of ours.
  const empty = await startBoard({ env: { PLIMSOLL_CONFIG: "tests/browser/nobody.yaml" } });
  return untilStopped(empty, async () => {
    const browser = await chromium.launch(chromiumOptions());
    try {
      const burdens = await onPage(browser, empty.url, (page) => measureBurdens(page, rounds, churn));
      const tableOf = (rows: number) => onPage(browser, empty.url, (page) => measureTable(page, rows, rounds));
      const [small, large] = [await tableOf(tables[0]), await tableOf(tables[1])];
      const start = (slowdown: number) => measureStart(browser, empty.url, slowdown, rounds);
      const [usual, slow] = [await start(1), await start(SLOWDOWN)];
      return [...loads, ...burdenRows(burdens), ...tableRows(small, large), startRow(usual, slow)];
    } finally {
      await browser.close();
    }
  });
}

async function untilStopped<T>(board: BoardProcess, measure: () => Promise<T>): Promise<T> {
  try {
    return await measure();
  } finally {
    await board.stop();
  }
}

async function onPage<T>(browser: Browser, url: string, measure: (page: Page) => Promise<T>): Promise<T> {
  const page = await browser.newPage({ baseURL: url, viewport: { width: 1920, height: 1080 } });
  try {
    return await measure(page);
  } finally {
    await page.close();
  }
}

async function loadRows(board: BoardProcess): Promise<Row[]> {
  await untilReady(board);
  const { contexts }: { contexts: { name: string }[] } = await (await fetch(`${board.url}/api/v1/contexts`)).json();
  const paths = { "/": "/", "/c/<context>": `/c/${encodeURIComponent(contexts[0]?.name ?? "")}` };
  return Promise.all(
    Object.entries(paths).map(async ([at, path]) => {
      const { bytes, files } = await firstLoad(board.url, path);
      const isMissed = bytes > FIRST_LOAD_LIMIT;
      const figure = `${(bytes / 1_000).toFixed(1)} kB in ${files} files`;
      return {
        name: "script of the first load",
        at,
        figure,
        bar: `≤ ${FIRST_LOAD_LIMIT / 1_000} kB`,
        isMissed,
        method: LOAD,
      };
    }),
  );
}

const LOAD = "All script that the HTML of a board that replays the recording names, each file gzipped.";

function burdenRows(burdens: Burden[]): Row[] {
  return burdens.map(({ at, longest, small }) => taskRow("longest task of the board", at, longest, small, BURDEN));
}

const BURDEN =
  "Longest task of the page's thread, in processor time, when the board of a healthy system becomes this one (the median of some times; of the changes, the longest in all that time), as a multiple of that for an incident of 3 servers and 6 assets.";

function tableRows(small: TableFigures, large: TableFigures): Row[] {
  const at = `${large.rows.toLocaleString("en")} rows`;
  return [
    taskRow("longest task of a scroll through all assets", at, large.through, small.through, THROUGH),
    taskRow("longest task of a scroll to and fro", at, large.toAndFro.longest, small.toAndFro.longest, TO_AND_FRO),
    {
      name: "work of a scroll to and fro",
      at,
      figure: `${(large.toAndFro.work / small.toAndFro.work).toFixed(2)} ×`,
      bar: "",
      isMissed: false,
      method:
        "Processor time of the page's thread in as many such scrolls, as a multiple of that for a hundredth of the rows.",
    },
  ];
}

const THROUGH =
  "Longest such task while the table of assets is scrolled from its first row to its last, some 300 rows a frame, and pages of 1,000 come in; as a multiple of that for a hundredth of the rows.";
const TO_AND_FRO =
  "The same in 6 such frames up and down at its end, when all rows are there (the median of some times); as a multiple of that for a hundredth of the rows.";

function taskRow(name: string, at: string, longest: number, besides: number, method: string): Row {
  return timed({ name, at, method }, { taken: longest, besides, most: LONGEST });
}

function startRow(usual: number, slow: number): Row {
  return {
    name: "time to the first board",
    at: `a ${SLOWDOWN} times slower processor`,
    figure: `${(slow / usual).toFixed(2)} × (${slow.toFixed(0)} ms)`,
    bar: "",
    isMissed: false,
    method:
      "From the request of `/` with an empty cache to the frame that shows what is wrong, the browser's processor slowed down by its own tools; as a multiple of that without (the median of some loads).",
  };
}

if (import.meta.main) {
  for (const { name, at, figure, bar, isMissed } of await measurePage()) {
    console.log(`${name}, ${at}: ${figure}${bar && ` (${bar}: ${isMissed ? "missed" : "met"})`}`);
  }
}
