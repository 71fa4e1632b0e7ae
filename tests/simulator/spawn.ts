import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { HEAP_OPTIONS } from "#lib/command/heap.mjs";
import type { Traffic } from "./endpoint.ts";
import type { Change, Preset, Scenario } from "./presets.ts";

export type Order =
  | { kind: "play"; scenario: Scenario }
  | { kind: "change"; change: Change }
  | { kind: "traffic" }
  | { kind: "reset" };

interface Done {
  traffic: Traffic;
  /** When it was done, ms since the epoch. */
  at: number;
}

/** A simulated system in another process, so that what it costs is not in the figures of this one. */
export interface RemoteSystem extends AsyncDisposable {
  url: string;
  play(scenario: Scenario): Promise<void>;
  /** Gives when it was so, ms since the epoch. */
  change(what: Change): Promise<number>;
  traffic(): Promise<Traffic>;
  resetTraffic(): Promise<void>;
}

export async function spawnSystem(preset: Preset, seed = 1): Promise<RemoteSystem> {
  const main = fileURLToPath(new URL("./main.ts", import.meta.url));
  // It stands for hundreds of servers: what its replies take outside its heap must not stop it several times a second.
  const execArgv = [...HEAP_OPTIONS, "--max-old-space-size=8192"];
  const child = fork(main, [JSON.stringify(preset), String(seed)], { execArgv });
  const { url } = await heard<{ url: string }>(child);
  let last: Promise<unknown> = Promise.resolve();
  /** One after the other, so that each gets its own answer. */
  const order = (what: Order): Promise<Done> => {
    const done = last.then(() => {
      const answer = heard<Done>(child);
      child.send(what);
      return answer;
    });
    last = done.catch(() => {});
    return done;
  };
  return {
    url,
    play: async (scenario) => void (await order({ kind: "play", scenario })),
    change: async (what) => (await order({ kind: "change", change: what })).at,
    traffic: async () => (await order({ kind: "traffic" })).traffic,
    resetTraffic: async () => void (await order({ kind: "reset" })),
    async [Symbol.asyncDispose]() {
      const isGone = once(child, "exit");
      child.kill();
      await isGone;
    },
  };
}

async function heard<T>(child: ChildProcess): Promise<T> {
  const listening = new AbortController();
  const { signal } = listening;
  try {
    const ended = once(child, "exit", { signal }).then(([code]) => {
      throw new Error(`the simulator ended with ${code}`);
    });
    ended.catch(() => {});
    const [message] = await Promise.race([once(child, "message", { signal }), ended]);
    return message as T;
  } finally {
    listening.abort();
  }
}
