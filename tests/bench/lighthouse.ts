// `npx node tests/bench/lighthouse.ts`: Lighthouse on every page of a board in an incident; fetches Lighthouse by npx.
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { findChromium } from "../setup/chromium.ts";
import { presets } from "../simulator/presets.ts";
import { spawnSystem } from "../simulator/spawn.ts";
import type { Row } from "./rows.ts";
import { boardOfSimulated, type SimulatedBoard } from "./simulated-board.ts";

// Not among the packages: it brings more of them than all of Plimsoll.
const LIGHTHOUSE = "lighthouse@13.5.0";
const BARS = [
  ["performance", 95],
  ["accessibility", 100],
  ["best-practices", 100],
] as const;
/** Of all layout shifts; what is less Lighthouse shows as 0. */
const MOST_SHIFT = 0.0005;
/** Looks at each page. */
const LOOKS = 3;
/** At each look: a busy machine may starve the browser while a trace is recorded. */
const ATTEMPTS = 3;
/** Streams and consumers that are offline. */
const OFFLINE = 40;

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
    const worst = pages.toSorted((a, b) => percentOf(a.report, category) - percentOf(b.report, category))[0];
    const percent = worst ? percentOf(worst.report, category) : Number.NaN;
    const isMissed = !(percent >= bar);
    return { ...lineOf(category, worst, pages), figure: String(percent), bar: `≥ ${bar}`, isMissed };
  });
  const shifted = pages.toSorted((a, b) => shiftOf(b.report) - shiftOf(a.report))[0];
  const shift = shifted ? shiftOf(shifted.report) : Number.NaN;
  const moved = { figure: shift.toFixed(3), bar: "0.000", isMissed: !(shift < MOST_SHIFT) };
  return [...rows, { ...lineOf("layout shift", shifted, pages), ...moved }];
}

function lineOf(what: string, worst: PageReport | undefined, pages: PageReport[]) {
  const method = `The worst of ${pages.length} pages of a board of ${presets.small.servers} servers with ${OFFLINE} assets offline, at which nothing happens, by ${LIGHTHOUSE} with its desktop settings; of each page the look whose performance is in the middle of ${LOOKS}.`;
  return { name: `Lighthouse, ${what}`, at: worst?.name ?? "", method };
}

interface PageReport {
  name: string;
  report: Report;
}

/** The first look at all, in which the server compiles what it serves, does not count. */
async function lookAtAll(): Promise<PageReport[]> {
  // A system at which nothing happens: what does while Lighthouse looks moves the page, and rightly so.
  await using system = await spawnSystem(presets.small);
  await system.play({ offline: OFFLINE });
  const assets = presets.small.streams + presets.small.consumers;
  await using board = await boardOfSimulated(system.url, { pollInterval: 2_000, assets, deadline: 60_000 });
  await attempted(board.page);
  const pages: PageReport[] = [];
  for (const [name, url] of Object.entries(await addressesOf(board))) pages.push({ name, report: await look(url) });
  return pages;
}

function percentOf(report: Report, category: Category): number {
  return Math.round((report.categories[category].score ?? 0) * 100);
}

function shiftOf(report: Report): number {
  return report.audits["cumulative-layout-shift"]?.numericValue ?? Number.NaN;
}

async function addressesOf({ url, page, api }: SimulatedBoard): Promise<{ [name: string]: string }> {
  const { servers }: { servers: { id: string }[] } = await read(`${api}/snapshot`);
  const { assets }: { assets: { id: string }[] } = await read(`${api}/assets?state=offline&limit=1`);
  return {
    home: `${url}/`,
    board: page,
    assets: `${page}/assets`,
    asset: `${page}/assets/${assets[0]?.id}`,
    server: `${page}/servers/${encodeURIComponent(servers[0]?.id ?? "")}`,
    findings: `${page}/findings`,
    timeline: `${page}/timeline`,
    docs: `${url}/docs/findings`,
    "a finding's docs": `${url}/docs/findings/JS_STREAM_OFFLINE`,
    wall: `${page}?wall`,
  };
}

async function read<T>(url: string): Promise<T> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  const value: T = await answer.json();
  return value;
}

/** The look whose performance is in the middle. */
async function look(url: string): Promise<Report> {
  const looks: Report[] = [];
  for (let count = 0; count < LOOKS; count++) looks.push(await attempted(url));
  const middle = looks.toSorted((a, b) => percentOf(a, "performance") - percentOf(b, "performance"))[LOOKS >> 1];
  if (!middle) throw new Error(`${url} was not looked at`);
  return middle;
}

async function attempted(url: string): Promise<Report> {
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
  const shift = shiftOf(page.report);
  const figures = BARS.map(([category, bar]) => {
    const percent = percentOf(page.report, category);
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
