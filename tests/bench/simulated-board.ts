import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { stringify } from "yaml";
import { startBoard } from "../http/board-process.ts";

/** The built board over a simulated system. */
export interface SimulatedBoard extends AsyncDisposable {
  pid: number;
  url: string;
  /** Of the system's page. */
  page: string;
  /** Of what is said of the system. */
  api: string;
}

export interface SimulatedBoardOptions {
  /** ms. */
  pollInterval: number;
  /** How many streams and consumers it waits for. */
  assets: number;
  /** ms. */
  deadline: number;
}

/** Starts it, and waits until all assets are on it. */
export async function boardOfSimulated(url: string, options: SimulatedBoardOptions): Promise<SimulatedBoard> {
  const { pollInterval, assets, deadline } = options;
  const folder = mkdtempSync(join(tmpdir(), "plimsoll-bench-"));
  const config = join(folder, "plimsoll.yaml");
  const context = {
    name: "simulated",
    url,
    user: "sys",
    password: "sys",
    accountLookup: "system-header",
    pollInterval,
  };
  writeFileSync(config, stringify({ contexts: [context] }));
  const board = await startBoard({ env: { PLIMSOLL_CONFIG: config } });
  const api = `${board.url}/api/v1/contexts/simulated`;
  const end = async () => {
    await board.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await awaitAssets(api, assets, deadline);
  } catch (error) {
    await end();
    throw error;
  }
  return { pid: board.pid, url: board.url, page: `${board.url}/c/simulated`, api, [Symbol.asyncDispose]: end };
}

/** Asks seldom, so that asking is not what the board is busy with. */
async function awaitAssets(api: string, wanted: number, deadline: number): Promise<void> {
  const end = performance.now() + deadline;
  for (;;) {
    const count = await countOf(api);
    if (count >= wanted) return;
    if (performance.now() > end) throw new Error(`${count} of ${wanted} assets after ${deadline / 1_000} s`);
    await sleep(500);
  }
}

/** None while the board starts, or is too busy to answer: an idle connection may close just as it is used. */
async function countOf(api: string): Promise<number> {
  const answer = await fetch(`${api}/snapshot`).catch(() => null);
  if (!answer?.ok) return 0;
  const { counts }: { counts: { assets: { [kind: string]: { [state: string]: number } } } } = await answer.json();
  return Object.values(counts.assets)
    .flatMap((states) => Object.values(states))
    .reduce((sum, count) => sum + count, 0);
}
