// Watches a system in a process of its own and measures itself: `watch-process.ts <url> <poll interval in ms>`, asked over IPC.
import { monitorEventLoopDelay } from "node:perf_hooks";
import { getHeapSpaceStatistics } from "node:v8";
import { watchSystem } from "../simulator/watch-system.ts";

/** What a watching process says of itself. */
export interface Figures {
  /** User and system time since the last question, ms. */
  cpu: number;
  /** Resident memory, bytes. */
  rss: number;
  /** Of objects, without compiled code, bytes; after a collection where the process was started with `--expose-gc`. */
  heap: number;
  /** Event loop delay since the last question, ms. */
  p99: number;
  longest: number;
  /** Since the start. */
  polls: number;
  /** On the timeline. */
  events: number;
  /** Assets on the board. */
  assets: number;
  errors: string[];
}

const OBJECTS = /^(new|old|large_object|new_large_object)/;
const [url = "", pollInterval = ""] = process.argv.slice(2);
const errors: string[] = [];
const { store } = watchSystem(url, (error) => errors.push(String(error)), { pollInterval: Number(pollInterval) });
const delay = monitorEventLoopDelay({ resolution: 5 });
delay.enable();
let before = process.cpuUsage();
let polls = 0;
let observedAt: number | null = null;

store.subscribe((update) => {
  if (update.observedAt !== observedAt) polls++;
  observedAt = update.observedAt;
});
process.on("message", () => process.send?.(figures()));
process.on("disconnect", () => process.exit());

function figures(): Figures {
  globalThis.gc?.();
  const used = process.cpuUsage(before);
  before = process.cpuUsage();
  const assets = Object.values(store.current().board.head.counts.assets).flatMap((states) => Object.values(states));
  const taken: Figures = {
    cpu: (used.user + used.system) / 1_000,
    rss: process.memoryUsage.rss(),
    heap: objectBytes(),
    p99: delay.percentile(99) / 1e6,
    longest: delay.max / 1e6,
    polls,
    events: store.timeline().length,
    assets: assets.reduce((sum, count) => sum + count, 0),
    errors,
  };
  delay.reset();
  return taken;
}

function objectBytes(): number {
  const spaces = getHeapSpaceStatistics().filter(({ space_name: name }) => OBJECTS.test(name));
  return spaces.reduce((sum, { space_used_size: used }) => sum + used, 0);
}
