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

test("of vitest's tests those that failed, at first or at last, are named, with what they said", () => {
  const results = [
    { fullName: "at once", status: "passed", failureMessages: [] },
    {
      fullName: "of a busy machine",
      status: "passed",
      failureMessages: ["Error: waited 60000 ms\n    at until.ts:33"],
    },
    { fullName: "never", status: "failed", failureMessages: ["Error: \u001b[31mwrong\u001b[39m\n\n- 1\n+ 2", "again"] },
  ];
  const report = {
    numPassedTests: 2,
    numFailedTests: 1,
    numPendingTests: 1,
    numTodoTests: 1,
    testResults: [
      { name: "/somewhere/tests/nats/tls.test.ts", status: "failed", message: "", assertionResults: results },
      { name: "/somewhere/tests/lost.test.ts", status: "failed", message: "no such module", assertionResults: [] },
    ],
  };
  expect(countVitest(written(report))).toEqual({
    passed: 2,
    failed: 1,
    skipped: 2,
    failures: [
      { test: "tls.test.ts: of a busy machine", isOver: true, words: "Error: waited 60000 ms" },
      { test: "tls.test.ts: never", isOver: false, words: "Error: wrong\n\n- 1\n+ 2" },
      { test: "lost.test.ts", isOver: false, words: "no such module" },
    ],
  });
});

test("of Playwright's tests those are named as well, however deep", () => {
  const results = [{ errors: [{ message: "Error: not visible\n    at wall.spec.ts:1" }] }];
  const spec = (title: string, status: string) => ({ file: "wall.spec.ts", title, tests: [{ status, results }] });
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
    failures: [
      { test: "wall.spec.ts: shallow", isOver: true, words: "Error: not visible" },
      { test: "wall.spec.ts: deep", isOver: true, words: "Error: not visible" },
      { test: "wall.spec.ts: never", isOver: false, words: "Error: not visible" },
    ],
  });
});

test("a run that wrote no report is not counted", () => {
  expect(countVitest(join(folder, "absent.json"))).toBeNull();
  expect(countPlaywright(join(folder, "absent.json"))).toBeNull();
});
