// `npm test` once the packages are there, on the pinned Node: sets up, checks and tests all, one thing at a time.
import { mkdtempSync, rmSync } from "node:fs";
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
  run(): Promise<number>;
  /** What its report counts; a step without one counts as one check. */
  count?(): Count | null;
}

const steps: Step[] = [
  program("nats-servers", ["tests/lab/install.ts"]),
  program("chromium", ["tests/setup/chromium.ts"]),
  program("lint", ["node_modules/@biomejs/biome/bin/biome", "check"]),
  program("route types", ["node_modules/next/dist/bin/next", "typegen"]),
  program("types", ["node_modules/typescript/bin/tsc", "--noEmit"]),
  program("dead code", ["node_modules/knip/bin/knip.js"]),
  vitest("unit"),
  { name: "build", run: () => ensureBuild(root) },
  vitest("http"),
  vitest("lab"),
  twice(program("bench runs", ["tests/bench/run.ts", "--short"])),
  browser(),
];

process.exitCode = await main();

async function main(): Promise<number> {
  let isStopped = false;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => (isStopped = true));
  const total = { passed: 0, failed: 0 };
  const lines: string[] = [];
  for (const step of steps) {
    console.log(`\n── ${step.name}`);
    const started = Date.now();
    const code = await step.run();
    if (isStopped) break;
    const count = counted(step, code);
    total.passed += count.passed;
    total.failed += count.failed;
    const seconds = Math.round((Date.now() - started) / 1000);
    const skipped = count.skipped > 0 ? `, ${count.skipped} skipped` : "";
    lines.push(`${step.name.padEnd(14)} ${count.passed} passed, ${count.failed} failed${skipped} (${seconds} s)`);
  }
  rmSync(reports, { recursive: true, force: true });
  console.log(`\n${lines.join("\n")}\n${isStopped ? "stopped\n" : ""}${total.passed} passed, ${total.failed} failed`);
  return total.failed > 0 || isStopped ? 1 : 0;
}

/** A step that ends badly has a failure, also where its report knows of none. */
function counted(step: Step, code: number): Count {
  const count = step.count?.() ?? { passed: Number(code === 0), failed: 0, skipped: 0 };
  return code !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count;
}

function program(name: string, args: string[], env: { [name: string]: string } = {}): Step {
  return { name, run: () => run(process.execPath, args, { cwd: root, env: { ...process.env, ...env } }) };
}

/** Like single tests elsewhere: a busy machine may starve one; what fails twice is wrong. */
function twice(step: Step): Step {
  return { ...step, run: async () => ((await step.run()) === 0 ? 0 : step.run()) };
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
    async run() {
      const board = await startBoard({ env: { PLIMSOLL_CONFIG: "tests/browser/nobody.yaml" } });
      const args = ["node_modules/@playwright/test/cli.js", "test", "--reporter=list,json"];
      const env = { PLIMSOLL_URL: board.url, PLAYWRIGHT_JSON_OUTPUT_NAME: report };
      try {
        return await program("", args, env).run();
      } finally {
        await board.stop();
      }
    },
    count: () => countPlaywright(report),
  };
}
