import { setTimeout as sleep } from "node:timers/promises";
import { publish } from "./assets.ts";
import type { User } from "./client.ts";
import type { LabSystem } from "./system.ts";

const pace = 500;

export interface LabTraffic extends AsyncDisposable {
  /** Messages that were acknowledged so far. */
  published(): number;
}

/** Publishes a message to each stream twice a second, by whichever server answers, until it is disposed of. */
export function startTraffic(system: LabSystem, user: User, streams: string[]): LabTraffic {
  const stop = new AbortController();
  let published = 0;
  const running = run(system, user, streams, { stop: stop.signal, onPublished: () => published++ });
  return {
    published: () => published,
    async [Symbol.asyncDispose]() {
      stop.abort();
      await running;
    },
  };
}

interface Course {
  stop: AbortSignal;
  onPublished(): void;
}

async function run(system: LabSystem, user: User, streams: string[], { stop, onPublished }: Course): Promise<void> {
  while (!stop.aborted) {
    try {
      await using client = await system.openClient(user);
      while (!stop.aborted && !client.isClosed()) {
        for (const stream of streams) {
          await publish(client, stream, 1);
          onPublished();
        }
        await sleep(pace);
      }
    } catch {
      // Its server is being restarted, or the stream elects a leader.
      await sleep(pace);
    }
  }
}
