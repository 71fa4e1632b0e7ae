import { setTimeout as sleep } from "node:timers/promises";
import { until } from "../lab/until.ts";
import type { Preset, Scenario } from "../simulator/presets.ts";
import { spawnSystem } from "../simulator/spawn.ts";
import { startAsked } from "./asked-process.ts";
import { growthRow } from "./growth.ts";
import { ticksOf } from "./process-time.ts";
import { type Section, times } from "./rows.ts";
import type { Heard } from "./screens-process.ts";
import { boardOfSimulated, type SimulatedBoard } from "./simulated-board.ts";

export interface FanOutOptions {
  /** How many at once, the first of which the others are compared to. */
  screens: number[];
  /** ms. */
  pollInterval: number;
  /** How long to wait after the first board, s: after a minute the board says once what asking costs the system. */
  rest: number;
  /** How long to look, s. */
  seconds: number;
}

/** What so many screens cost in a while. */
interface Cost {
  screens: number;
  /** CPU time of the board's process, ticks of the kernel. */
  ticks: number;
  bytes: number;
  heartbeats: number;
}

const SCENARIOS = { quiet: {}, churn: { churn: 100 } } as const satisfies { [name: string]: Scenario };

/** The built board, read over HTTP by more and more screens, while nothing happens and while streams come and go. */
export async function measureFanOut(preset: Preset, options: FanOutOptions): Promise<Section[]> {
  await using system = await spawnSystem(preset);
  const { pollInterval, rest } = options;
  const assets = preset.streams + preset.consumers;
  await using board = await boardOfSimulated(system.url, { pollInterval, assets, deadline: 60_000 });
  await sleep(rest * 1_000);
  const sections: Section[] = [];
  for (const [name, scenario] of Object.entries(SCENARIOS)) {
    await system.play(scenario);
    // The first warms up, and is not counted.
    const [screens = 1] = options.screens;
    await measure(board, screens, options.seconds);
    const costs: Cost[] = [];
    for (const count of options.screens) costs.push(await measure(board, count, options.seconds));
    sections.push(...sectionsOf(costs, name));
  }
  return sections;
}

async function measure({ pid, api }: SimulatedBoard, screens: number, seconds: number): Promise<Cost> {
  await using reading = startAsked<Heard>("./screens-process.ts", [`${api}/events`, String(screens)]);
  await until(async () => (await reading.ask()).screens === screens, { what: `${screens} screens with a board` });
  const before = { ...(await reading.ask()), ticks: ticksOf(pid) };
  await sleep(seconds * 1_000);
  const after = { ...(await reading.ask()), ticks: ticksOf(pid) };
  return {
    screens,
    ticks: after.ticks - before.ticks,
    bytes: after.bytes - before.bytes,
    heartbeats: after.heartbeats - before.heartbeats,
  };
}

function sectionsOf([one, ...more]: Cost[], scenario: string): Section[] {
  if (!one) return [];
  const at = ({ screens }: Cost) =>
    `${screens.toLocaleString("en")} ${screens === 1 ? "screen" : "screens"}, ${scenario}`;
  const each = ({ screens }: Cost, value: number) => value / screens;
  const rows = more.flatMap((cost) => [
    times("CPU time of the board", at(cost), cost.ticks / one.ticks, CPU),
    times("CPU time a screen", at(cost), each(cost, cost.ticks) / each(one, one.ticks), CPU_EACH),
    times("bytes a screen", at(cost), each(cost, cost.bytes) / each(one, one.bytes), BYTES),
  ]);
  const quiet = (scenario === "quiet" ? [one, ...more] : []).map((cost) =>
    times("bytes of quiet screens, against heartbeats", at(cost), cost.bytes / cost.heartbeats, HEARTBEATS),
  );
  const points = [one, ...more].map((cost) => ({ at: at(cost), x: cost.screens, y: cost.ticks }));
  return [
    { heading: "Screens", rows: [...rows, ...quiet] },
    { heading: "Growth", rows: growthRow("CPU time of the board", points) },
  ];
}

const CPU =
  "CPU time that the board's process, which watches a system as well, takes for so many event streams over HTTP, divided by that for a single one.";
const CPU_EACH = "The same, divided by the number of screens.";
const BYTES = "Bytes that a screen gets over the wire, divided by those of a single one.";
const HEARTBEATS =
  "Bytes that screens get over the wire while nothing happens, more than a minute after the board's start, divided by those of the heartbeats among them.";
