import { setTimeout as sleep } from "node:timers/promises";
import type { Traffic } from "../simulator/endpoint.ts";
import type { Preset } from "../simulator/presets.ts";
import { type RemoteSystem, spawnSystem } from "../simulator/spawn.ts";
import { type Bare, startBare } from "./bare.ts";
import type { Figures } from "./watch-process.ts";
import { awaitAssets, startWatching } from "./watching.ts";

/** All that was measured of one size of system. */
export interface Measured {
  preset: Preset;
  bare: Bare;
  /** From the start to the first board with all assets. */
  first: Figures;
  /** Of the time after it, in which nothing happened. */
  steady: Figures & { traffic: Traffic; seconds: number };
}

export interface SizeOptions {
  /** How many rounds of the bare work are measured, before and again after the rest. */
  rounds: number;
  /** How long to wait after the first board, s. */
  rest: number;
  /** How long to look at the steady system, s. */
  seconds: number;
  /** Until the first board must be complete, ms. */
  deadline: number;
}

/**
 * Watches a simulated system from the start and then for a while at rest; an error says why it could not be. The bare
 * work is measured before and after that: a shared machine is not as fast all the time.
 */
export async function measureSize(preset: Preset, options: SizeOptions): Promise<Measured> {
  await using system = await spawnSystem(preset);
  await using bare = await startBare(system.url);
  await bare.take(options.rounds);
  const watched = await watch(system, preset.streams + preset.consumers, options);
  await bare.take(options.rounds);
  return { preset, bare: bare.mean(), ...watched };
}

async function watch(
  system: RemoteSystem,
  assets: number,
  { rest, seconds, deadline }: SizeOptions,
): Promise<Pick<Measured, "first" | "steady">> {
  await using watching = startWatching(system.url);
  const first = await awaitAssets(watching, assets, deadline);
  // The first look spends what details may cost for a while: what comes right after it is less than usual.
  await sleep(rest * 1_000);
  await system.resetTraffic();
  const started = performance.now();
  await watching.ask();
  await sleep(seconds * 1_000);
  const figures = await watching.ask();
  const traffic = await system.traffic();
  return { first, steady: { ...figures, traffic, seconds: (performance.now() - started) / 1_000 } };
}
