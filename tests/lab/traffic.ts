import { setTimeout as sleep } from "node:timers/promises";
import { publish } from "./assets.ts";
import type { User } from "./client.ts";
import type { LabSystem } from "./system.ts";

const pace = 500;

/** Publishes a message to each stream twice a second, by whichever server answers, until it is disposed of. */
export function startTraffic(system: LabSystem, user: User, streams: string[]): AsyncDisposable {
  const stop = new AbortController();
  const running = run(system, user, streams, stop.signal);
  return {
    async [Symbol.asyncDispose]() {
      stop.abort();
      await running;
    },
  };
}

async function run(system: LabSystem, user: User, streams: string[], stop: AbortSignal): Promise<void> {
  while (!stop.aborted) {
    try {
      await using client = await system.openClient(user);
      while (!stop.aborted && !client.isClosed()) {
        for (const stream of streams) await publish(client, stream, 1);
        await sleep(pace);
      }
    } catch {
      // Its server is being restarted, or the stream elects a leader.
      await sleep(pace);
    }
  }
}
