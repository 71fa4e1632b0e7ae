import { setTimeout as sleep } from "node:timers/promises";
import type { Preset } from "../simulator/presets.ts";
import { spawnSystem } from "../simulator/spawn.ts";
import { type Row, row } from "./rows.ts";
import { mean, slopeOf } from "./statistics.ts";
import type { Figures } from "./watch-process.ts";
import { awaitAssets, startWatching } from "./watching.ts";

export interface SlopeOptions {
  /** Polls before the first that counts: caches fill, code is compiled. */
  warmUp: number;
  /** Polls that count. */
  polls: number;
}

/** ms; a round of three servers takes a few. */
const POLL_INTERVAL = 20;
/** A poll may take ten times as long as it should, on a busy machine. */
const PATIENCE = 10 * POLL_INTERVAL;
const PER = 10_000;

/** How memory grows while nothing happens but polls. */
export async function measureSlope(at: string, preset: Preset, { warmUp, polls }: SlopeOptions): Promise<Row[]> {
  await using system = await spawnSystem(preset);
  await using watching = startWatching(system.url, POLL_INTERVAL, ["--expose-gc"]);
  await awaitAssets(watching, preset.streams + preset.consumers, 60_000);
  const last = warmUp + polls;
  const end = performance.now() + last * PATIENCE;
  const seen: Figures[] = [];
  while ((seen.at(-1)?.polls ?? 0) < last) {
    if (performance.now() > end) throw new Error(`${seen.at(-1)?.polls} of ${last} polls in ${last * PATIENCE} ms`);
    await sleep(500);
    const figures = await watching.ask();
    if (figures.polls >= warmUp) seen.push(figures);
  }
  return [
    slopeRow("heap, over 10,000 polls", at, seen, ({ heap }) => heap, HEAP),
    slopeRow("resident memory, over 10,000 polls", at, seen, ({ rss }) => rss, RESIDENT),
  ];
}

function slopeRow(name: string, at: string, seen: Figures[], of: (figures: Figures) => number, method: string): Row {
  const slope = slopeOf(seen.map((figures) => ({ x: figures.polls, y: of(figures) })));
  return row({ name, at, value: (100 * slope * PER) / mean(seen.map(of)), unit: "%", method });
}

const HEAP = `Slope of the heap after a collection, by least squares, over polls every ${POLL_INTERVAL} ms, in parts of its mean. What grows with time rather than with polls is not in it.`;
const RESIDENT = "The same of the process's resident memory.";
