// `npm run bench`: measures, prints and writes BENCHMARKS.md; `-- --short` only checks, in half a minute, that it runs.
import { writeFileSync } from "node:fs";
import { createStore } from "#lib/collector/create-store.ts";
import { type PresetName, presets } from "../simulator/presets.ts";
import { findingBoard } from "../unit/model/plain-board.ts";
import { type FanOut, measureFanOut } from "./fan-out.ts";
import { type Measured, measureSize } from "./measure-size.ts";
import { type Row, rowsOf } from "./rows.ts";

/** What keeps a bar from being met, as far as it is known. */
const LIMITS = `## What limits it

- *Bytes*: most of what is left are the meta group's peers, which each server lists in VARZ and again in JSZ every 2 s; details keep to a budget of 256 kB a second.
- *Requests*: an account's list of streams is a request of its own, asked every 10 s and at most 20 a second.
- *The largest size*: every server lists all members of the meta group in VARZ and in JSZ: with 300 servers the polls alone keep the process busy.
- *Decoding*: each asset becomes a report, field by field; a small system's figure is mostly the start of it.
`;

const isShort = process.argv.includes("--short");
const names: PresetName[] = isShort ? ["small", "medium"] : ["small", "medium", "large", "huge"];
const options = isShort ? { rest: 0, seconds: 2, deadline: 30_000 } : { rest: 60, seconds: 30, deadline: 150_000 };

const sizes: { [name: string]: Measured } = {};
const failures: string[] = [];
for (const name of names) {
  console.error(`measuring ${name} …`);
  try {
    sizes[name] = await measureSize(presets[name], options);
  } catch (error) {
    failures.push(`\`${name}\` was not measured: ${error instanceof Error ? error.message : error}.`);
    console.error(failures.at(-1));
  }
}

const board = createStore(findingBoard("ws://simulated", [["key", "title"]]), Date.now).current();
const fans: FanOut[] = [];
// The first warms up, and is not counted.
for (const clients of [1, 1, 100, 500]) fans.push(await measureFanOut(board, clients, isShort ? 50 : 500));
fans.shift();

const text = textOf(rowsOf(sizes, fans));
console.log(text);
if (!isShort) writeFileSync(new URL("../../BENCHMARKS.md", import.meta.url), text);
if (isShort && failures.length > 0) process.exitCode = 1;

function textOf(rows: Row[]): string {
  const lines = rows.map((row) => {
    const met = row.bar === "" ? "" : `${row.bar}: ${row.isMissed ? "**missed**" : "met"}`;
    return `| ${row.name} | ${row.at} | ${row.figure} | ${met} |`;
  });
  const methods = [...new Map(rows.map(({ name, method }) => [name, method]))];
  const missed = rows.some(({ isMissed }) => isMissed) ? [LIMITS] : [];
  return [
    "# Benchmarks",
    "",
    `Measured by \`npm run bench\` in one run on a machine with 2 cores and 24 GiB, ${new Date().toISOString().slice(0, 10)}, against simulated systems (\`tests/simulator\`) that each run in a process of their own. Every figure is a ratio of two things measured in that run.`,
    "",
    ...names.map((name) => sizeText(name)),
    "",
    "| what | at | figure | bar |",
    "|---|---|---|---|",
    ...lines,
    "",
    ...failures.map((failure) => `Missed: ${failure}\n`),
    ...missed,
    "## How",
    "",
    ...methods.map(([name, method]) => `- *${name}*: ${method}`),
    "",
  ].join("\n");
}

function sizeText(name: PresetName): string {
  const { servers, accounts, streams, consumers } = presets[name];
  const [s, c] = [streams.toLocaleString("en"), consumers.toLocaleString("en")];
  return `- \`${name}\`: ${servers} servers, ${accounts.toLocaleString("en")} accounts, ${s} streams, ${c} consumers`;
}
