import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { createInterface } from "node:readline";
import { expect, test } from "vitest";
import { standalone } from "./topologies.ts";
import { until } from "./until.ts";
import { versions } from "./versions.ts";

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test("a lab that fails in the middle leaves no process and no store, not even a frozen one", async () => {
  const left = { pid: 0, storeFolder: "" };
  const failInTheMiddle = async () => {
    await using system = await standalone(versions.v2_15);
    const server = system.server("n1");
    Object.assign(left, { pid: server.pid, storeFolder: server.storeFolder });
    await server.freeze();
    throw new Error("in the middle");
  };
  await expect(failInTheMiddle()).rejects.toThrow("in the middle");
  expect(left.pid).toBeGreaterThan(0);
  expect(isAlive(left.pid)).toBe(false);
  expect(existsSync(left.storeFolder)).toBe(false);
});

test("a server that does not start throws its own words and leaves no process", async () => {
  const broken = standalone(versions.v2_15, { settings: () => ({ raw: "jetstream: { nonsense: 1 }" }) });
  await expect(broken).rejects.toThrow(/ended at start:.*nonsense/s);
});

// Prints the pid and store of a server that it never ends.
const script = `
  import { standalone } from ${JSON.stringify(`${import.meta.dirname}/topologies.ts`)};
  const system = await standalone(${JSON.stringify(versions.v2_15)});
  const { pid, storeFolder } = system.server("n1");
  console.log(JSON.stringify({ pid, storeFolder }));
  await process.stdin.toArray();
`;

test.each([
  { end: "is killed", by: (runner: ChildProcess) => runner.kill("SIGKILL") },
  { end: "is told to end", by: (runner: ChildProcess) => runner.kill("SIGTERM") },
  { end: "comes to its end", by: (runner: ChildProcess) => runner.stdin?.end() },
])("when the process of a lab $end, its server and store are gone too", async ({ by }) => {
  const runner = spawn(process.execPath, ["--input-type=module", "-e", script], { stdio: ["pipe", "pipe", "inherit"] });
  try {
    const [line] = (await once(createInterface(runner.stdout), "line")) as [string];
    const { pid, storeFolder } = JSON.parse(line) as { pid: number; storeFolder: string };
    expect(isAlive(pid)).toBe(true);
    by(runner);
    await until(() => !isAlive(pid), { what: `server ${pid} to end` });
    await until(() => !existsSync(dirname(storeFolder)), { what: `${storeFolder} to be removed` });
  } finally {
    runner.kill("SIGKILL");
  }
});
