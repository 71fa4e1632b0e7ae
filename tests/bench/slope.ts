import { setTimeout as sleep } from "node:timers/promises";
import type { Preset } from "../simulator/presets.ts";
import { spawnSystem } from "../simulator/spawn.ts";
import { type Row, row } from "./rows.ts";
import { mean, slopeOf } from "./statistics.ts";
import type { Figures } from "./watch-process.ts";
import { awaitAssets, startWatching } from "./watching.ts";

export interface SlopeOptions {
  /** ms; a round of three servers takes a few. */
  pollInterval: number;
  /** Polls before the first that counts: caches fill, code is compiled, the young generation takes its pages. */
  warmUp: number;
  /** Polls that count. */
  polls: number;
}

/** How often memory is looked at in the polls that count: each time all is collected, so that seldom is enough. */
const SAMPLES = 20;
/** So many times as long as it should a poll may take, on a busy machine. */
const PATIENCE = 10;
const PER = 10_000;

/** How memory grows while nothing happens but polls. */
export async function measureSlope(at: string, preset: Preset, options: SlopeOptions): Promise<Row[]> {
  const { pollInterval, warmUp, polls } = options;
  await using system = await spawnSystem(preset);
  await using watching = startWatching(system.url, pollInterval, ["--expose-gc"]);
  await awaitAssets(watching, preset.streams + preset.consumers, 60_000);
  const last = warmUp + polls;
  const patience = last * pollInterval * PATIENCE;
  const end = performance.now() + patience;
  const seen: Figures[] = [];
  while ((seen.at(-1)?.polls ?? 0) < last) {
    if (performance.now() > end) throw new Error(`${seen.at(-1)?.polls} of ${last} polls in ${patience} ms`);
    await sleep((polls / SAMPLES) * pollInterval);
    const figures = await watching.ask();
    if (figures.polls >= warmUp) seen.push(figures);
  }
  const events = (seen.at(-1)?.events ?? 0) - (seen[0]?.events ?? 0);
  if (events > 0) throw new Error(`${events} events: the machine was too busy for polls every ${pollInterval} ms`);
  return [
    slopeRow("heap, over 10,000 polls", at, seen, ({ heap }) => heap, HEAP(options)),
    slopeRow("resident memory, over 10,000 polls", at, seen, ({ rss }) => rss, RESIDENT),
  ];
}

function slopeRow(name: string, at: string, seen: Figures[], of: (figures: Figures) => number, method: string): Row {
  const slope = slopeOf(seen.map((figures) => ({ x: figures.polls, y: of(figures) })));
  return row({ name, at, value: (100 * slope * PER) / mean(seen.map(of)), unit: "%", method });
}

const HEAP = ({ pollInterval, warmUp }: SlopeOptions) =>
  `Slope of all objects on the heap after a collection, by least squares, over polls every ${pollInterval} ms of a system where nothing happens, in parts of their mean, after ${warmUp.toLocaleString("en")} polls in which V8 still compiles. What grows with time rather than with polls is not in it, nor is compiled code.`;
const RESIDENT = "The same of the process's resident memory, compiled code and all.";
