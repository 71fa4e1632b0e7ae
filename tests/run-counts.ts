import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { z } from "zod";

export interface Count {
  passed: number;
  failed: number;
  skipped: number;
  /** What passed only when it was tried again, by file and name. */
  again: string[];
}

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      assertionResults: z.array(
        z.object({ fullName: z.string(), status: z.string(), failureMessages: z.array(z.string()) }),
      ),
    }),
  ),
});

const playwrightSuite = z.object({
  specs: z.array(z.object({ file: z.string(), title: z.string(), tests: z.array(z.object({ status: z.string() })) })),
  get suites() {
    return z.array(playwrightSuite).default([]);
  },
});

const playwrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
  suites: z.array(playwrightSuite),
});

/** What vitest's JSON report counts; null where it wrote none. */
export function countVitest(path: string): Count | null {
  const report = readReport(path, vitestReport);
  return (
    report && {
      passed: report.numPassedTests,
      failed: report.numFailedTests,
      skipped: report.numPendingTests + report.numTodoTests,
      again: report.testResults.flatMap(({ name, assertionResults }) =>
        assertionResults
          .filter(({ status, failureMessages }) => status === "passed" && failureMessages.length > 0)
          .map(({ fullName }) => `${basename(name)}: ${fullName}`),
      ),
    }
  );
}

/** What Playwright's JSON report counts; a flaky test is one that passed when it was tried again. */
export function countPlaywright(path: string): Count | null {
  const report = readReport(path, playwrightReport);
  if (!report) return null;
  const { expected, flaky, unexpected, skipped } = report.stats;
  return { passed: expected + flaky, failed: unexpected, skipped, again: report.suites.flatMap(flakyOf) };
}

function flakyOf({ specs, suites }: z.output<typeof playwrightSuite>): string[] {
  const flaky = specs.filter(({ tests }) => tests.some(({ status }) => status === "flaky"));
  return [...flaky.map(({ file, title }) => `${basename(file)}: ${title}`), ...suites.flatMap(flakyOf)];
}

function readReport<T extends z.ZodType>(path: string, schema: T): z.output<T> | null {
  try {
    return schema.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    return null;
  }
}
