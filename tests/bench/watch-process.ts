// Watches a system in a process of its own and measures itself: `watch-process.ts <url>`, asked over IPC.
import { monitorEventLoopDelay } from "node:perf_hooks";
import { watchSystem } from "../simulator/watch-system.ts";

/** What a watching process says of itself. */
export interface Figures {
  /** User and system time since the last question, ms. */
  cpu: number;
  /** Resident memory, bytes. */
  rss: number;
  /** Event loop delay since the last question, ms. */
  p99: number;
  longest: number;
  /** Assets on the board. */
  assets: number;
  /** Servers that answered. */
  answered: number;
  accounts: number;
  status: string;
  errors: string[];
}

const [url = ""] = process.argv.slice(2);
const errors: string[] = [];
const watched = watchSystem(url, (error) => errors.push(String(error)));
const delay = monitorEventLoopDelay({ resolution: 5 });
delay.enable();
let before = process.cpuUsage();

process.on("message", (question: "close" | "figures" | "collect") => {
  if (question === "close") void watched.close().then(() => process.exit());
  else process.send?.(figures());
});
process.on("disconnect", () => process.exit());

function figures(): Figures {
  const used = process.cpuUsage(before);
  before = process.cpuUsage();
  const { head } = watched.store.current().board;
  const assets = Object.values(head.counts.assets).flatMap((states) => Object.values(states));
  const taken: Figures = {
    cpu: (used.user + used.system) / 1_000,
    rss: process.memoryUsage.rss(),
    p99: delay.percentile(99) / 1e6,
    longest: delay.max / 1e6,
    assets: assets.reduce((sum, count) => sum + count, 0),
    answered: head.coverage.servers.answered,
    accounts: head.coverage.accounts.observed,
    status: head.status,
    errors,
  };
  delay.reset();
  return taken;
}
