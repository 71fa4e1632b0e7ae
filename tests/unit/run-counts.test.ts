import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { countPlaywright, countVitest } from "#tests/run-counts.ts";

const folder = mkdtempSync(join(tmpdir(), "plimsoll-test-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function written(report: object): string {
  const path = join(folder, "report.json");
  writeFileSync(path, JSON.stringify(report));
  return path;
}

test("of vitest's tests those that passed only when tried again are named", () => {
  const results = [
    { fullName: "at once", status: "passed", failureMessages: [] },
    { fullName: "of a busy machine", status: "passed", failureMessages: ["waited 60000 ms"] },
    { fullName: "never", status: "failed", failureMessages: ["wrong"] },
  ];
  const report = {
    numPassedTests: 2,
    numFailedTests: 1,
    numPendingTests: 1,
    numTodoTests: 1,
    testResults: [{ name: "/somewhere/tests/nats/tls.test.ts", assertionResults: results }],
  };
  expect(countVitest(written(report))).toEqual({
    passed: 2,
    failed: 1,
    skipped: 2,
    again: ["tls.test.ts: of a busy machine"],
  });
});

test("of Playwright's tests those are named as well, however deep", () => {
  const spec = (title: string, status: string) => ({ file: "wall.spec.ts", title, tests: [{ status }] });
  const report = {
    stats: { expected: 1, unexpected: 1, flaky: 2, skipped: 0 },
    suites: [
      {
        specs: [spec("at once", "expected"), spec("shallow", "flaky")],
        suites: [{ specs: [spec("deep", "flaky"), spec("never", "unexpected")] }],
      },
    ],
  };
  expect(countPlaywright(written(report))).toEqual({
    passed: 3,
    failed: 1,
    skipped: 0,
    again: ["wall.spec.ts: shallow", "wall.spec.ts: deep"],
  });
});

test("a run that wrote no report is not counted", () => {
  expect(countVitest(join(folder, "absent.json"))).toBeNull();
  expect(countPlaywright(join(folder, "absent.json"))).toBeNull();
});
