import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { findBinary } from "./binary.ts";
import { configText, type Ports, type Settings } from "./config.ts";
import { keepProcesses } from "./keeper.ts";
import { holdPort, releasePort } from "./ports.ts";
import { until } from "./until.ts";
import type { Version } from "./versions.ts";

export type SettingsChange = Partial<Settings> | ((now: Settings) => Settings);

/** A real nats-server process on loopback, with its own store, ports and log; it ends with `await using`. */
export class LabServer implements AsyncDisposable {
  readonly name: string;
  readonly ports: Ports;
  version: Version;
  #settings: Settings = { accounts: {} };
  #process: ChildProcess | undefined;
  #isFrozen = false;
  readonly #folder: string;

  private constructor(name: string, version: Version, ports: Ports) {
    this.name = name;
    this.version = version;
    this.ports = ports;
    this.#folder = mkdtempSync(join(keepProcesses().folder, `${name}-`));
    mkdirSync(this.storeFolder);
  }

  /** Gives a server its ports and folder without starting it: clusters need each other's ports first. */
  static async prepare(name: string, version: Version): Promise<LabServer> {
    const ports: Ports = {
      client: await holdPort(),
      websocket: await holdPort(),
      cluster: await holdPort(),
      gateway: await holdPort(),
      leafnodes: await holdPort(),
    };
    return new LabServer(name, version, ports);
  }

  get storeFolder(): string {
    return join(this.#folder, "store");
  }

  get settings(): Settings {
    return this.#settings;
  }

  /** Undefined while the process is not running. */
  get pid(): number | undefined {
    return this.#process?.pid;
  }

  /** Whether the process runs and is not frozen. */
  get isAnswering(): boolean {
    return this.#process !== undefined && !this.#isFrozen;
  }

  get clientUrl(): string {
    return `nats://127.0.0.1:${this.ports.client}`;
  }

  get websocketUrl(): string {
    return `${this.#settings.websocketTls ? "wss" : "ws"}://127.0.0.1:${this.ports.websocket}`;
  }

  get routeUrl(): string {
    return `nats://127.0.0.1:${this.ports.cluster}`;
  }

  get gatewayUrl(): string {
    return `nats://127.0.0.1:${this.ports.gateway}`;
  }

  /** Changes what the next start or reload writes into the configuration file. */
  configure(change: SettingsChange): void {
    this.#settings = typeof change === "function" ? change(this.#settings) : { ...this.#settings, ...change };
  }

  /** Starts the process and waits until its WebSocket listener accepts; throws with its last log lines if it ends instead. */
  async start(): Promise<void> {
    if (this.#process) throw new Error(`${this.name} runs already`);
    const binary = findBinary(this.version);
    this.#writeConfig();
    const log = openSync(this.#logFile, "a");
    const child = spawn(binary, ["-c", this.#configFile], { stdio: ["ignore", log, log] });
    closeSync(log);
    this.#process = child;
    this.#isFrozen = false;
    const { pid } = child;
    if (pid !== undefined) keepProcesses().watch(pid);
    child.once("exit", () => {
      if (pid !== undefined) keepProcesses().forget(pid);
      if (this.#process === child) this.#process = undefined;
    });
    child.once("error", () => {
      this.#process = undefined;
    });
    await until(() => !this.#process || accepts(this.ports.websocket), {
      what: `${this.name} (${this.version}) to listen on ${this.websocketUrl}`,
    });
    if (!this.#process)
      throw new Error(`${this.name} (${this.version}) ended at start:\n${this.logs().slice(-15).join("\n")}`);
  }

  /** Ends the process in order (SIGTERM); a frozen one is thawed first, as it could not see the signal. */
  async stop(): Promise<void> {
    this.thaw();
    await this.#end("SIGTERM");
  }

  /** Ends the process at once (SIGKILL), as a crashed host would. */
  async kill(): Promise<void> {
    await this.#end("SIGKILL");
  }

  /** Stops the process without closing its sockets (SIGSTOP), as a hung host would. */
  freeze(): void {
    this.#isFrozen = true;
    this.#process?.kill("SIGSTOP");
  }

  /** Lets a frozen process go on. */
  thaw(): void {
    this.#isFrozen = false;
    this.#process?.kill("SIGCONT");
  }

  /** Stops the process if it runs, and starts it on the same store and ports; `version` upgrades or downgrades it. */
  async restart({
    version = this.version,
    change = {},
  }: {
    version?: Version;
    change?: SettingsChange;
  } = {}): Promise<void> {
    await this.stop();
    this.version = version;
    this.configure(change);
    await this.start();
  }

  /** Rewrites the configuration, sends SIGHUP, and waits until the log says that it was read; throws if it was refused. */
  async reload(change: SettingsChange): Promise<void> {
    this.configure(change);
    this.#writeConfig();
    const before = this.logs().length;
    this.#process?.kill("SIGHUP");
    const line = await until(
      () =>
        this.logs()
          .slice(before)
          .find((each) => /Reloaded server configuration|Failed to reload/.test(each)),
      { what: `${this.name} to reload its configuration` },
    );
    if (line.includes("Failed")) throw new Error(line);
  }

  /** Every log line since the first start, across restarts. */
  logs(): string[] {
    return readFileSync(this.#logFile, "utf8").split("\n").slice(0, -1);
  }

  /** Kills the process, removes its store and gives its ports back. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
    rmSync(this.#folder, { recursive: true, force: true });
    for (const port of Object.values(this.ports)) releasePort(port);
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#process;
    if (!child) return;
    child.kill(signal);
    await until(() => this.#process !== child, { what: `${this.name} to end after ${signal}` });
  }

  #writeConfig(): void {
    const place = { name: this.name, ports: this.ports, storeFolder: this.storeFolder };
    writeFileSync(this.#configFile, configText(place, this.#settings));
  }

  get #configFile(): string {
    return join(this.#folder, "nats-server.conf");
  }

  get #logFile(): string {
    return join(this.#folder, "log");
  }
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: "127.0.0.1" });
    socket.once("error", () => resolve(false));
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
  });
}
