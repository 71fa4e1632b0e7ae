// A simulated system in a process of its own: `npx node tests/simulator/main.ts <preset> [seed]`, told over IPC what goes on.
import { serve } from "./endpoint.ts";
import { populate } from "./population.ts";
import { type Preset, presets } from "./presets.ts";
import { change, play } from "./scenario.ts";
import type { Order } from "./spawn.ts";
import { createSystem } from "./system.ts";

const [size = "small", seed = "1"] = process.argv.slice(2);
const known: Record<string, Preset> = presets;
const preset: Preset = known[size] ?? JSON.parse(size);
const system = createSystem(populate(preset, Number(seed)));
system.warm();
const endpoint = await serve(system);
let stop: () => void = () => {};

process.on("message", (order: Order) => {
  if (order.kind === "play") {
    stop();
    stop = play(system, order.scenario);
  }
  if (order.kind === "change") change(system, order.change);
  if (order.kind === "reset") endpoint.resetTraffic();
  process.send?.({ traffic: endpoint.traffic(), at: Date.now() });
});
// An orphan ends with whoever started it.
process.on("disconnect", () => process.exit());

if (process.send) process.send({ url: endpoint.url });
else console.log(`${size}: ${endpoint.url} (user sys)`);
