import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Traffic } from "./endpoint.ts";
import type { Preset, Scenario } from "./presets.ts";

export type Order = { kind: "play"; scenario: Scenario } | { kind: "traffic" } | { kind: "reset" };

/** A simulated system in another process, so that what it costs is not in the figures of this one. */
export interface RemoteSystem extends AsyncDisposable {
  url: string;
  play(scenario: Scenario): Promise<void>;
  traffic(): Promise<Traffic>;
  resetTraffic(): Promise<void>;
}

export async function spawnSystem(preset: Preset, seed = 1): Promise<RemoteSystem> {
  const main = fileURLToPath(new URL("./main.ts", import.meta.url));
  const child = fork(main, [JSON.stringify(preset), String(seed)], { execArgv: ["--max-old-space-size=8192"] });
  const { url } = await heard<{ url: string }>(child);
  const order = (what: Order): Promise<{ traffic: Traffic }> => {
    const answer = heard<{ traffic: Traffic }>(child);
    child.send(what);
    return answer;
  };
  return {
    url,
    play: async (scenario) => void (await order({ kind: "play", scenario })),
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
