import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";

const path = join(import.meta.dirname, "../../../lib/command/check-node.cjs");
const source = readFileSync(path, "utf8");

/** What it says to a Node of this version, with its exit code. */
function said(node: string): unknown[] {
  const lines: unknown[] = [];
  const note = (what: unknown) => lines.push(what);
  const globals = {
    process: { versions: { node }, exit: note },
    console: { error: note },
    require: createRequire(path),
  };
  runInNewContext(source, globals);
  return lines;
}

test.each(["12.22.12", "18.20.8", "20.8.1"])("Node %s is told that it is too old", (node) => {
  expect(said(node)).toEqual([`Plimsoll needs Node.js 20.9 or newer, and this is ${node}.`, 1]);
});

test.each(["20.9.0", "22.1.0", "24.21.0"])("Node %s passes", (node) => {
  expect(said(node)).toEqual([]);
});

test.each(["start", "record", "access", "build", "test"])("npm asks it before %s", (script) => {
  const { scripts } = createRequire(path)("../../package.json");
  expect(scripts[script]).toMatch(/^exec node -r \.\/lib\/command\/check-node\.cjs /);
});
