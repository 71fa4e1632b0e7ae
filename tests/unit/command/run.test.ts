import { expect, test } from "vitest";
import { run } from "#lib/command/run.mjs";

test.each([
  ["its own", "process.exit(3)", 3],
  ["that of one asked to end", "process.kill(process.pid, 'SIGTERM')", 143],
  ["that of one that was interrupted", "process.kill(process.pid, 'SIGINT')", 130],
  ["that of one killed for want of memory", "process.kill(process.pid, 'SIGKILL')", 137],
])("a program's exit code is %s", async (_name, script, code) => {
  expect(await run(process.execPath, ["-e", script], {})).toBe(code);
});
