import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, existsSync, openSync, readdirSync, readFileSync } from "node:fs";
import { keepProcesses } from "./keeper.ts";
import { until } from "./until.ts";

/** One process, from its start to its end; what it prints goes to the end of `logFile`. */
export class KeptProcess {
  readonly #child: ChildProcess;
  #hasEnded = false;
  #isFrozen = false;

  constructor(binary: string, args: string[], logFile: string) {
    const log = openSync(logFile, "a");
    this.#child = spawn(binary, args, { stdio: ["ignore", log, log] });
    closeSync(log);
    // A lab that nobody disposed of must not keep its process alive: the keeper ends the server when it goes.
    this.#child.unref();
    const { pid } = this.#child;
    if (pid !== undefined) keepProcesses().watch(pid);
    this.#child.once("exit", () => {
      this.#hasEnded = true;
      if (pid !== undefined) keepProcesses().forget(pid);
    });
    this.#child.once("error", () => {
      this.#hasEnded = true;
    });
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  get isFrozen(): boolean {
    return this.#isFrozen;
  }

  signal(signal: NodeJS.Signals): void {
    if (signal === "SIGSTOP") this.#isFrozen = true;
    if (signal === "SIGCONT") this.#isFrozen = false;
    this.#child.kill(signal);
  }

  /** Stops the process where it is, and waits until its last thread stands: a signal takes effect a moment later. */
  async freeze(): Promise<void> {
    this.signal("SIGSTOP");
    await until(() => this.#hasEnded || isStopped(this.pid), { what: `process ${this.pid} to stand still` });
  }

  /** Sends the signal and waits until the process is gone. */
  async end(signal: "SIGTERM" | "SIGKILL"): Promise<void> {
    if (this.#hasEnded) return;
    this.signal(signal);
    await until(() => this.#hasEnded, { what: `process ${this.pid} to end after ${signal}` });
  }
}

/** Whether all threads are stopped; only Linux tells (proc_pid_stat(5): the state follows the name in brackets). */
function isStopped(pid: number | undefined): boolean {
  const tasks = `/proc/${pid}/task`;
  if (!existsSync(tasks)) return true;
  return readdirSync(tasks).every((task) => /^.*\) T/s.test(readFileSync(`${tasks}/${task}/stat`, "utf8")));
}
