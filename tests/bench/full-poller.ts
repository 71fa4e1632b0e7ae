import { startLoop } from "#lib/collector/loop.ts";
import { connectWire } from "#lib/nats/connect.ts";
import { PING_SUBJECTS } from "#lib/nats/subjects.ts";
import { until } from "../lab/until.ts";
import { simulatedContext } from "../simulator/watch-system.ts";

export interface FullPoller extends AsyncDisposable {
  /** Rounds that all servers answered. */
  rounds(): number;
}

/** Asks all servers for everything again and again, start to start so many ms apart, and reads nothing of it. */
export async function startFullPoller(url: string, servers: number, every: number): Promise<FullPoller> {
  const wire = connectWire(simulatedContext(url).target, { name: "full poller" });
  await until(() => wire.status().state === "connected", { what: "the connection" });
  const body = JSON.stringify({ accounts: true, streams: true, consumer: true, config: true, limit: 1024 });
  let rounds = 0;
  const errors: unknown[] = [];
  const ask = async (): Promise<void> => {
    let replies = 0;
    for await (const _ of wire.request(PING_SUBJECTS.JSZ, body, { timeout: 30_000, replies: servers })) replies++;
    if (replies < servers) throw new Error(`${replies} of ${servers} servers answered the full poller`);
    rounds++;
  };
  const loop = startLoop(every, ask, (error) => errors.push(error));
  return {
    rounds() {
      if (errors.length > 0) throw errors[0];
      return rounds;
    },
    async [Symbol.asyncDispose]() {
      await loop.stop();
      await wire.close();
    },
  };
}
