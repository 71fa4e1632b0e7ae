import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { HEAP_ENVIRONMENT, HEAP_OPTIONS } from "#lib/command/heap.mjs";

/** A process of its own that measures itself, and says what when it is asked. */
export interface AskedProcess<Said> extends AsyncDisposable {
  ask(): Promise<Said>;
}

/** Starts a file of this folder, with the memory that `npm start` gives; more options of Node's go before it. */
export function startAsked<Said>(file: string, args: string[], options: string[] = []): AskedProcess<Said> {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), args, {
    execArgv: [...HEAP_OPTIONS, ...options],
    env: { ...HEAP_ENVIRONMENT, ...process.env },
  });
  child.setMaxListeners(0);
  const isGone = once(child, "exit");
  return {
    async ask() {
      child.send("what is measured");
      const [said] = await Promise.race([
        once(child, "message"),
        isGone.then(([code, signal]) => {
          throw new Error(`${file} ended with ${code ?? signal}`);
        }),
      ]);
      return said as Said;
    },
    async [Symbol.asyncDispose]() {
      child.kill();
      await isGone;
    },
  };
}
