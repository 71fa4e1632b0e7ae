import { setTimeout as sleep } from "node:timers/promises";
import { inParallel } from "#lib/collector/in-parallel.ts";
import { createConsumer, createStream } from "../lab/assets.ts";
import { users } from "../lab/client.ts";
import type { LabSystem } from "../lab/system.ts";
import { cluster } from "../lab/topologies.ts";
import { versions } from "../lab/versions.ts";
import { startFullPoller } from "./full-poller.ts";
import { ticksOf } from "./process-time.ts";
import { type Row, share, times } from "./rows.ts";
import { awaitAssets, startWatching } from "./watching.ts";

export interface RealOptions {
  streams: number;
  /** How often to look at each. */
  turns: number;
  /** How long to look each time, s. */
  seconds: number;
  /** How long to wait before, s. */
  rest: number;
  /** How often the full poller asks, s. */
  pace: number;
}

const SERVERS = 3;
const CREATED_AT_ONCE = 32;
const DEADLINE = 120_000;
/** What is less by no more than this is not less. */
const SETTLED = 0.95;

/** What being asked costs real servers: CPU time of their processes, with Plimsoll, with a full poller, with nobody. */
export async function measureRealSystem(options: RealOptions): Promise<Row[]> {
  const { streams, pace } = options;
  await using system = await cluster([versions.v2_15, versions.v2_15, versions.v2_15]);
  await fill(system, streams);
  const url = system.server("n1").websocketUrl;
  await settle(system, options);
  const looks = [
    () => spent(system, options),
    () => withPlimsoll(url, system, options),
    () => withFullPoller(url, system, options),
  ];
  const [idle = 0, watched = 0, polled = 0] = await toAndFro(looks, options.turns);
  console.error(`real: ticks of nobody ${idle}, Plimsoll ${watched}, the full poller ${polled}`);
  const at = `3 servers, ${streams.toLocaleString("en")} streams`;
  return [
    share("CPU time for Plimsoll, against a full poller", at, (watched - idle) / (polled - idle), AGAINST(pace)),
    times("CPU time of the servers with Plimsoll", at, watched / idle, WITH("Plimsoll polling")),
    times("CPU time of the servers with the full poller", at, polled / idle, WITH("the full poller")),
  ];
}

const AGAINST = (pace: number) =>
  `CPU time that real nats-servers take in a steady time with Plimsoll polling every 2 s beyond what they take without, divided by the same for a poller that asks all for JSZ with accounts, streams, consumers and configs, not packed, every ${pace.toFixed(1)} s, which shows a stream's going offline as soon; all three in turn, to and fro. One replica and one consumer a stream.`;
const WITH = (whom: string) => `That CPU time with ${whom}, as a multiple of that with nobody.`;

/** The sum of each, over so many turns, every other of them backwards: what grows or shrinks is in all of them alike. */
async function toAndFro(looks: (() => Promise<number>)[], turns: number): Promise<number[]> {
  const taken = looks.map((look) => ({ look, sum: 0 }));
  const order = [...taken];
  for (let turn = 0; turn < turns; turn++) {
    for (const each of order) {
      const ticks = await each.look();
      each.sum += ticks;
    }
    order.reverse();
  }
  return taken.map(({ sum }) => sum);
}

async function withPlimsoll(url: string, system: LabSystem, options: RealOptions): Promise<number> {
  await using watching = startWatching(url);
  await awaitAssets(watching, 2 * options.streams, DEADLINE);
  return spent(system, options);
}

async function withFullPoller(url: string, system: LabSystem, options: RealOptions): Promise<number> {
  await using poller = await startFullPoller(url, SERVERS, options.pace * 1_000);
  const ticks = await spent(system, options);
  if (poller.rounds() === 0) throw new Error("no round of the full poller was answered");
  return ticks;
}

/** In ticks of the kernel. */
async function spent(system: LabSystem, { rest, seconds }: Pick<RealOptions, "rest" | "seconds">): Promise<number> {
  await sleep(rest * 1_000);
  const ticks = () => system.servers.reduce((sum, { pid }) => sum + (pid === undefined ? 0 : ticksOf(pid)), 0);
  const before = ticks();
  await sleep(seconds * 1_000);
  return ticks() - before;
}

/** Servers have work for a while with what was created: waits until they take no less than a moment before. */
async function settle(system: LabSystem, { rest }: RealOptions): Promise<void> {
  const end = performance.now() + DEADLINE;
  let before = Number.POSITIVE_INFINITY;
  while (performance.now() < end) {
    const now = await spent(system, { rest: 0, seconds: Math.max(1, rest) });
    if (now >= before * SETTLED) return;
    before = now;
  }
}

async function fill(system: LabSystem, streams: number): Promise<void> {
  await using app = await system.openClient(users.app);
  const names = Array.from({ length: streams }, (_, index) => `orders-${index}`);
  await inParallel(names, CREATED_AT_ONCE, async (name) => {
    await createStream(app, name, { timeout: 60_000 });
    await createConsumer(app, name, "worker", { timeout: 60_000 });
  });
}
