import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Figures } from "./watch-process.ts";

export interface Watching extends AsyncDisposable {
  /** What it measured since it was last asked. */
  figures(): Promise<Figures>;
}

/** Watches a system in a process of its own, with the memory that Node gives by default. */
export function startWatching(url: string): Watching {
  const main = fileURLToPath(new URL("./watch-process.ts", import.meta.url));
  const child = fork(main, [url]);
  child.setMaxListeners(0);
  const isGone = once(child, "exit");
  return {
    async figures() {
      child.send("figures");
      const [figures] = await Promise.race([
        once(child, "message"),
        isGone.then(([code, signal]) => {
          throw new Error(`the watching process ended with ${code ?? signal}`);
        }),
      ]);
      return figures as Figures;
    },
    async [Symbol.asyncDispose]() {
      child.kill();
      await isGone;
    },
  };
}
