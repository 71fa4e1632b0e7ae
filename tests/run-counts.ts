import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { z } from "zod";

/** They stand at the end of a long log, beside others: the rest is further up. */
const MOST_LINES = 20;

export interface Count {
  passed: number;
  failed: number;
  skipped: number;
  failures: Failure[];
}

/** A test that failed, or passed only when it was tried again. */
export interface Failure {
  /** By file and name. */
  test: string;
  /** Whether it passed when it was tried again. */
  isOver: boolean;
  /** What its first failure said, without where. */
  words: string;
}

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string(),
      assertionResults: z.array(
        z.object({ fullName: z.string(), status: z.string(), failureMessages: z.array(z.string()) }),
      ),
    }),
  ),
});

const playwrightSuite = z.object({
  specs: z.array(
    z.object({
      file: z.string(),
      title: z.string(),
      tests: z.array(
        z.object({
          status: z.string(),
          results: z.array(z.object({ errors: z.array(z.object({ message: z.string().optional() })) })),
        }),
      ),
    }),
  ),
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
      failures: report.testResults.flatMap(vitestFailures),
    }
  );
}

function vitestFailures(file: z.output<typeof vitestReport>["testResults"][number]): Failure[] {
  const name = basename(file.name);
  const failures = file.assertionResults
    .filter(({ failureMessages }) => failureMessages.length > 0)
    .map(({ fullName, status, failureMessages }) => ({
      test: `${name}: ${fullName}`,
      isOver: status === "passed",
      words: withoutStack(failureMessages[0]),
    }));
  // A file that could not be read has no tests.
  const isLost = file.status === "failed" && failures.every(({ isOver }) => isOver);
  return isLost ? [...failures, { test: name, isOver: false, words: withoutStack(file.message) }] : failures;
}

/** What Playwright's JSON report counts; a flaky test is one that passed when it was tried again. */
export function countPlaywright(path: string): Count | null {
  const report = readReport(path, playwrightReport);
  if (!report) return null;
  const { expected, flaky, unexpected, skipped } = report.stats;
  const failures = report.suites.flatMap(playwrightFailures);
  return { passed: expected + flaky, failed: unexpected, skipped, failures };
}

function playwrightFailures({ specs, suites }: z.output<typeof playwrightSuite>): Failure[] {
  const own = specs.flatMap(({ file, title, tests }) =>
    tests
      .filter(({ status }) => status === "flaky" || status === "unexpected")
      .map(({ status, results }) => ({
        test: `${basename(file)}: ${title}`,
        isOver: status === "flaky",
        words: withoutStack(results.flatMap(({ errors }) => errors)[0]?.message),
      })),
  );
  return [...own, ...suites.flatMap(playwrightFailures)];
}

function withoutStack(message = ""): string {
  const [words = ""] = stripVTControlCharacters(message).split(/\n\s+at /);
  return words.trim().split("\n").slice(0, MOST_LINES).join("\n");
}

function readReport<T extends z.ZodType>(path: string, schema: T): z.output<T> | null {
  try {
    return schema.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    return null;
  }
}
