import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { HEAP_ENVIRONMENT, HEAP_OPTIONS } from "../../lib/command/heap.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** How long a board may take to serve on a busy machine, ms. */
const PATIENCE = 120_000;

/** A board that serves, in a process of its own. */
export interface BoardProcess {
  url: string;
  pid: number;
  /** Ends it by a signal; gives its exit code and how long that took, ms. */
  stop(signal?: NodeJS.Signals): Promise<{ code: number | null; duration: number }>;
}

export interface BoardOptions {
  env?: { [name: string]: string };
  args?: string[];
}

/** Starts the built board on a free port, with nothing configured but what is given. Throws what it said if it ends. */
export async function startBoard(options: BoardOptions = {}): Promise<BoardProcess> {
  const { child, ended, output } = spawnBoard(options);
  const deadline = Date.now() + PATIENCE;
  for (;;) {
    const url = /http:\/\/\S+:\d+/.exec(output())?.[0];
    if (url && child.pid) return { url, pid: child.pid, stop };
    if (child.exitCode !== null || Date.now() > deadline) {
      // A build that it waits for ends with it.
      child.kill("SIGTERM");
      throw new Error(`the board did not start:\n${output()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }

  async function stop(signal: NodeJS.Signals = "SIGTERM") {
    const started = performance.now();
    child.kill(signal);
    return { code: await ended, duration: performance.now() - started };
  }
}

/** Waits until every context of a board has been looked at once, or cannot be. */
export async function untilReady({ url }: BoardProcess): Promise<void> {
  const deadline = Date.now() + PATIENCE;
  while (!(await hasLooked(url))) {
    if (Date.now() > deadline) throw new Error("the board did not become ready");
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function hasLooked(url: string): Promise<boolean> {
  if (!(await fetch(`${url}/readyz`)).ok) return false;
  const { contexts } = await (await fetch(`${url}/api/v1/contexts`)).json();
  return contexts.every(({ status, connection }: ContextJson) => status !== "unknown" || connection.problem !== null);
}

interface ContextJson {
  status: string;
  connection: { problem: object | null };
}

/** Runs a board that is to end by itself; gives its exit code and what it said. */
export async function runBoard(options: BoardOptions): Promise<{ code: number | null; output: string }> {
  const { ended, output } = spawnBoard(options);
  return { code: await ended, output: output() };
}

function spawnBoard({ env = {}, args = [] }: BoardOptions) {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(NATS|PLIMSOLL|NODE_ENV|HOST|PORT)/.test(name));
  const child = spawn(process.execPath, [...HEAP_OPTIONS, "lib/command/serve.ts", ...args], {
    cwd: root,
    env: { ...HEAP_ENVIRONMENT, ...Object.fromEntries(inherited), NODE_ENV: "production", PORT: "0", ...env },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk: Buffer) => (said += chunk));
  const ended = new Promise<number | null>((resolve) => child.on("exit", resolve));
  return { child, ended, output: () => said };
}
