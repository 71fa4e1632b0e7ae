// `npx node tests/bench/lighthouse.ts`: Lighthouse on every page of a board that replays an incident; fetches Lighthouse by npx.
import { execFile } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { startBoard, untilReady } from "../http/board-process.ts";
import { findChromium } from "../setup/chromium.ts";
import type { Row } from "./rows.ts";

// Not among the packages: it brings more of them than all of Plimsoll.
const LIGHTHOUSE = "lighthouse@13.5.0";
const BARS = [
  ["performance", 95],
  ["accessibility", 100],
  ["best-practices", 100],
] as const;
/** Of all layout shifts; what is less Lighthouse shows as 0. */
const MOST_SHIFT = 0.0005;
/** A busy machine may starve the browser while a trace is recorded. */
const ATTEMPTS = 3;
/** How long nothing must have changed, and how long to wait for that: a recording takes minutes, ms. */
const REST = 5_000;
const PATIENCE = 600_000;

type Category = (typeof BARS)[number][0];

interface Audit {
  title: string;
  score: number | null;
  numericValue?: number;
  details?: { items?: { node?: { snippet: string } }[] };
}

interface Report {
  runtimeError?: { message: string };
  categories: { [name in Category]: { score: number | null; auditRefs: { id: string; weight: number }[] } };
  audits: { [id: string]: Audit };
}

/** The worst of all pages, each as a line for BENCHMARKS.md; fetches Lighthouse where it is not there. */
export async function measureLighthouse(): Promise<Row[]> {
  const pages = await lookAtAll();
  const rows = BARS.map(([category, bar]): Row => {
    const worst = pages.toSorted((a, b) => percentOf(a, category) - percentOf(b, category))[0];
    const percent = worst ? percentOf(worst, category) : Number.NaN;
    const isMissed = !(percent >= bar);
    return { ...lineOf(category, worst, pages), figure: String(percent), bar: `≥ ${bar}`, isMissed };
  });
  const shifted = pages.toSorted((a, b) => shiftOf(b) - shiftOf(a))[0];
  const shift = shifted ? shiftOf(shifted) : Number.NaN;
  const moved = { figure: shift.toFixed(3), bar: "0.000", isMissed: !(shift < MOST_SHIFT) };
  return [...rows, { ...lineOf("layout shift", shifted, pages), ...moved }];
}

function lineOf(what: string, worst: PageReport | undefined, pages: PageReport[]) {
  const method = `The worst of ${pages.length} pages of a board that replays an incident and at which nothing happens for the moment, by ${LIGHTHOUSE} with its desktop settings.`;
  return { name: `Lighthouse, ${what}`, at: worst?.name ?? "", method };
}

interface PageReport {
  name: string;
  report: Report;
}

async function lookAtAll(): Promise<PageReport[]> {
  const board = await startBoard();
  try {
    await untilReady(board);
    const pages: PageReport[] = [];
    for (const [name, path] of Object.entries(await pathsOf(board.url))) {
      // What happens while it looks moves the page, and rightly so.
      await untilAtRest(board.url);
      pages.push({ name, report: await look(board.url + path) });
    }
    return pages;
  } finally {
    await board.stop();
  }
}

function percentOf({ report }: PageReport, category: Category): number {
  return Math.round((report.categories[category].score ?? 0) * 100);
}

function shiftOf({ report }: PageReport): number {
  return report.audits["cumulative-layout-shift"]?.numericValue ?? Number.NaN;
}

async function pathsOf(url: string): Promise<{ [name: string]: string }> {
  const { contexts }: { contexts: { name: string }[] } = await read(`${url}/api/v1/contexts`);
  const name = encodeURIComponent(contexts[0]?.name ?? "");
  const { servers }: { servers: { id: string }[] } = await read(`${url}/api/v1/contexts/${name}/snapshot`);
  const { assets }: { assets: { id: string }[] } = await read(`${url}/api/v1/contexts/${name}/assets?limit=1`);
  const base = `/c/${name}`;
  return {
    home: "/",
    board: base,
    assets: `${base}/assets`,
    asset: `${base}/assets/${assets[0]?.id}`,
    server: `${base}/servers/${encodeURIComponent(servers[0]?.id ?? "")}`,
    findings: `${base}/findings`,
    timeline: `${base}/timeline`,
    docs: "/docs/findings",
    "a finding's docs": "/docs/findings/JS_STREAM_OFFLINE",
    wall: `${base}?wall`,
  };
}

/** Waits until the recording is in the midst of its incident, where nothing has changed for a while. */
async function untilAtRest(url: string): Promise<void> {
  const { contexts }: { contexts: { name: string }[] } = await read(`${url}/api/v1/contexts`);
  const path = `${url}/api/v1/contexts/${encodeURIComponent(contexts[0]?.name ?? "")}/snapshot`;
  const end = Date.now() + PATIENCE;
  let known = { revision: Number.NaN, since: Date.now() };
  for (;;) {
    const { revision, status, findings }: Snapshot = await read(path);
    if (revision !== known.revision) known = { revision, since: Date.now() };
    const isIncident = status === "critical" && findings.some(({ code }) => code === "JS_STREAM_OFFLINE");
    if (isIncident && Date.now() - known.since >= REST) return;
    if (Date.now() > end) throw new Error("the recording does not come to rest in its incident");
    await sleep(500);
  }
}

interface Snapshot {
  revision: number;
  status: string;
  findings: { code: string }[];
}

async function read<T>(url: string): Promise<T> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  const value: T = await answer.json();
  return value;
}

async function look(url: string): Promise<Report> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await lookOnce(url);
    } catch (error) {
      if (attempt === ATTEMPTS) throw new Error(`${url} cannot be measured`, { cause: error });
    }
  }
}

async function lookOnce(url: string): Promise<Report> {
  const flags = "--headless=new --no-sandbox --disable-gpu";
  const args = ["--yes", LIGHTHOUSE, url, "--preset=desktop", "--quiet", "--output=json", `--chrome-flags=${flags}`];
  const { stdout } = await promisify(execFile)(
    "npx",
    [...args, `--only-categories=${BARS.map(([category]) => category)}`, "--output-path=stdout"],
    { env: { ...process.env, CHROME_PATH: findChromium() }, maxBuffer: 64 * 2 ** 20 },
  );
  const report: Report = JSON.parse(stdout);
  if (report.runtimeError) throw new Error(`${url}: ${report.runtimeError.message}`);
  return report;
}

/** One line a page, and one for each audit of a category whose bar was missed, and for all that moved. */
function say(page: PageReport): void {
  const { categories, audits } = page.report;
  const shift = shiftOf(page);
  const figures = BARS.map(([category, bar]) => {
    const percent = percentOf(page, category);
    return { text: `${category} ${percent}`, isMissed: percent < bar, refs: categories[category].auditRefs };
  });
  console.log(`${page.name}: ${figures.map(({ text }) => text).join(", ")}, layout shift ${shift.toFixed(4)}`);
  const refs = figures.filter(({ isMissed }) => isMissed).flatMap((figure) => figure.refs);
  for (const { id, weight } of refs) {
    const audit = audits[id];
    if (audit && weight > 0 && (audit.score ?? 1) < 0.9) console.log(`  ${id}: ${audit.title} (${audit.score})`);
  }
  const isCalm = shift < MOST_SHIFT;
  const moved = isCalm ? [] : (audits["layout-shifts"]?.details?.items ?? []);
  for (const { node } of moved) console.log(`  moved: ${node?.snippet}`);
  if (!isCalm || refs.length > 0) process.exitCode = 1;
}

if (import.meta.main) for (const page of await lookAtAll()) say(page);
