// `npm test` once the packages are there, on the pinned Node: sets up, checks and tests all.
import type { StdioOptions } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureBuild } from "../lib/command/build.ts";
import { run } from "../lib/command/run.mjs";
import { startBoard } from "./http/board-process.ts";
import { type Count, countPlaywright, countVitest } from "./run-counts.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const reports = mkdtempSync(join(tmpdir(), "plimsoll-tests-"));

interface Step {
  name: string;
  /** Gives an exit code. */
  run(stdio: StdioOptions): Promise<number>;
  /** What its report counts; a step without one counts as one check. */
  count?(): Count | null;
}

/** One after the other; the steps of a stage at once, where one leaves room for the others. */
const stages: Step[][] = [
  [program("nats-servers", ["tests/lab/install.ts"]), program("chromium", ["tests/setup/chromium.ts"])],
  [program("route types", ["node_modules/next/dist/bin/next", "typegen"])],
  [
    program("lint", ["node_modules/@biomejs/biome/bin/biome", "check"]),
    program("dead code", ["node_modules/knip/bin/knip.js"]),
    program("types", ["node_modules/typescript/bin/tsc", "--noEmit"]),
  ],
  [{ name: "build", run: () => ensureBuild(root) }, vitest("unit")],
  // Most of the time of the lab is waiting for servers.
  [vitest("http"), vitest("lab")],
  [twice(program("bench runs", ["tests/bench/run.ts", "--short"]))],
  [browser()],
];

const total = { passed: 0, failed: 0 };
const lines: string[] = [];
let isStopped = false;

process.exitCode = await main();

async function main(): Promise<number> {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => (isStopped = true));
  for (const stage of stages) {
    const [last, ...others] = stage.toReversed();
    await Promise.all([...others.map(quietly), ...(last ? [aloud(last)] : [])]);
    if (isStopped) break;
  }
  rmSync(reports, { recursive: true, force: true });
  console.log(`\n${lines.join("\n")}\n${isStopped ? "stopped\n" : ""}${total.passed} passed, ${total.failed} failed`);
  return total.failed > 0 || isStopped ? 1 : 0;
}

async function aloud(step: Step): Promise<void> {
  console.log(`\n── ${step.name}`);
  await taken(step, "inherit");
}

/** What it says comes when it has ended, whole. */
async function quietly(step: Step): Promise<void> {
  const path = join(reports, `${step.name}.log`);
  const output = openSync(path, "w");
  await taken(step, ["ignore", output, output]);
  closeSync(output);
  console.log(`\n── ${step.name}\n${readFileSync(path, "utf8")}`);
}

async function taken(step: Step, stdio: StdioOptions): Promise<void> {
  const started = Date.now();
  // What goes wrong before the step's own program runs is told too, and does not keep the others' results.
  const code = await step.run(stdio).catch((error: unknown) => {
    console.error(error);
    return 1;
  });
  if (isStopped) return;
  const { passed, failed, skipped, failures } = counted(step, code);
  total.passed += passed;
  total.failed += failed;
  const seconds = Math.round((Date.now() - started) / 1000);
  const aside = skipped > 0 ? `, ${skipped} skipped` : "";
  lines.push(`${step.name.padEnd(14)} ${passed} passed, ${failed} failed${aside} (${seconds} s)`);
  for (const { test, isOver, words } of failures) {
    lines.push(`  ${isOver ? "only at its second try" : "failed"}: ${test}`, indented(words));
  }
}

function indented(words: string): string {
  return words
    .split("\n")
    .map((line) => `    ${line}`)
    .join("\n");
}

/** A step that ends badly has a failure, also where its report knows of none. */
function counted(step: Step, code: number): Count {
  const isWell = code === 0;
  const count = step.count?.() ?? { passed: Number(isWell), failed: 0, skipped: 0, failures: [] };
  return !isWell && count.failed === 0 ? { ...count, failed: 1 } : count;
}

function program(name: string, args: string[], env: { [name: string]: string } = {}): Step {
  return { name, run: (stdio) => run(process.execPath, args, { cwd: root, stdio, env: { ...process.env, ...env } }) };
}

/** Like single tests elsewhere: a busy machine may starve one; what fails twice is wrong. */
function twice(step: Step): Step {
  const tries: number[] = [];
  return {
    ...step,
    async run(stdio) {
      do tries.push(await step.run(stdio));
      while (tries.at(-1) !== 0 && tries.length < 2 && !isStopped);
      return tries.at(-1) ?? 1;
    },
    count() {
      const passed = Number(tries.at(-1) === 0);
      const words = `exit code ${tries[0]}`;
      const failures = tries[0] === 0 ? [] : [{ test: step.name, isOver: passed > 0, words }];
      return { passed, failed: 0, skipped: 0, failures };
    },
  };
}

function vitest(project: string): Step {
  const report = join(reports, `${project}.json`);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const args = ["node_modules/vitest/vitest.mjs", "run", "--project", project, ...reporters];
  return { ...program(`${project} tests`, args), count: () => countVitest(report) };
}

/** Chromium against the build; nothing answers behind it, as these tests bring their own feed. */
function browser(): Step {
  const report = join(reports, "browser.json");
  return {
    name: "browser tests",
    async run(stdio) {
      const board = await startBoard({ env: { PLIMSOLL_CONFIG: "tests/browser/nobody.yaml" } });
      const args = ["node_modules/@playwright/test/cli.js", "test", "--reporter=list,json"];
      const env = { PLIMSOLL_URL: board.url, PLAYWRIGHT_JSON_OUTPUT_NAME: report };
      try {
        return await program("", args, env).run(stdio);
      } finally {
        await board.stop();
      }
    },
    count: () => countPlaywright(report),
  };
}
