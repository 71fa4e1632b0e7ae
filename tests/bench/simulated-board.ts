import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { startBoard } from "../http/board-process.ts";
import { until } from "../lab/until.ts";

/** The built board over a simulated system. */
export interface SimulatedBoard extends AsyncDisposable {
  pid: number;
  /** Of the system's page. */
  page: string;
  /** Of its event stream. */
  events: string;
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
    await until(async () => (await countOf(api)) >= assets, { what: `${assets} assets on the board`, deadline });
  } catch (error) {
    await end();
    throw error;
  }
  return { pid: board.pid, page: `${board.url}/c/simulated`, events: `${api}/events`, [Symbol.asyncDispose]: end };
}

async function countOf(api: string): Promise<number> {
  const { counts }: { counts: { assets: { [kind: string]: { [state: string]: number } } } } = await (
    await fetch(`${api}/snapshot`)
  ).json();
  return Object.values(counts.assets)
    .flatMap((states) => Object.values(states))
    .reduce((sum, count) => sum + count, 0);
}
