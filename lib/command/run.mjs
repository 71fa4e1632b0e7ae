import { spawn } from "node:child_process";
import { constants } from "node:os";

const SIGNALS = /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]);

/** How long a child may take to end after a signal, ms. */
const GRACE = 4000;

/**
 * Runs a program to its end in place of this process: it has the same terminal, gets the same signals, and ends when this
 * process's parent does. Gives its exit code.
 * @param {string} command
 * @param {string[]} args
 * @param {import("node:child_process").SpawnOptions} options
 * @returns {Promise<number>}
 */
export function run(command, args, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: "inherit", ...options });
    /** @type {NodeJS.Timeout | undefined} */
    let last;
    const end = (/** @type {NodeJS.Signals} */ signal) => {
      child.kill(signal);
      last ??= setTimeout(() => child.kill("SIGKILL"), GRACE);
    };
    for (const signal of SIGNALS) process.on(signal, end);
    const unwatch = watchParent(() => end("SIGTERM"));
    const finish = () => {
      clearTimeout(last);
      unwatch();
      for (const signal of SIGNALS) process.off(signal, end);
    };
    child.on("error", (error) => {
      finish();
      reject(error);
    });
    child.on("exit", (code, signal) => {
      finish();
      resolve(signal ? 128 + constants.signals[signal] : (code ?? 1));
    });
  });
}

/**
 * npm can be killed without a word to its script. Started by hand, a process may outlive its shell.
 * @param {() => void} onGone
 * @returns {() => void}
 */
function watchParent(onGone) {
  if (process.env.npm_lifecycle_event === undefined) return () => {};
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid !== parent) onGone();
  }, 500);
  timer.unref();
  return () => clearInterval(timer);
}
