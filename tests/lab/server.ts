import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findBinary } from "./binary.ts";
import { configText, type Settings } from "./config.ts";
import { keepProcesses } from "./keeper.ts";
import { accepts, holdPorts, type Ports, releasePorts } from "./ports.ts";
import { KeptProcess } from "./process.ts";
import { until } from "./until.ts";
import type { Version } from "./versions.ts";

export type SettingsChange = Partial<Settings> | ((now: Settings) => Settings);

/** A real nats-server process on loopback, with its own store, ports and log; it ends with `await using`. */
export class LabServer implements AsyncDisposable {
  readonly name: string;
  readonly ports: Ports;
  version: Version;
  #settings: Settings = { accounts: {} };
  #process: KeptProcess | undefined;
  readonly #folder: string;

  private constructor(name: string, version: Version, ports: Ports) {
    this.name = name;
    this.version = version;
    this.ports = ports;
    this.#folder = mkdtempSync(join(keepProcesses().folder, `${name}-`));
    mkdirSync(this.storeFolder);
    writeFileSync(this.#logFile, "");
  }

  /** Gives a server its ports and folder without starting it: clusters need each other's ports first. */
  static async prepare(name: string, version: Version): Promise<LabServer> {
    return new LabServer(name, version, await holdPorts());
  }

  get storeFolder(): string {
    return join(this.#folder, "store");
  }

  get settings(): Settings {
    return this.#settings;
  }

  /** Undefined while the process is not running. */
  get pid(): number | undefined {
    return this.#isRunning ? this.#process?.pid : undefined;
  }

  /** Whether the process runs and is not frozen. */
  get isAnswering(): boolean {
    return this.#isRunning && !this.#process?.isFrozen;
  }

  get #isRunning(): boolean {
    return this.#process !== undefined && !this.#process.hasEnded;
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
    if (this.#isRunning) throw new Error(`${this.name} runs already`);
    const binary = findBinary(this.version);
    this.#writeConfig();
    const before = this.logs().length;
    const started = new KeptProcess(binary, ["-c", this.#configFile], this.#logFile);
    this.#process = started;
    // The log as well as the socket: on a port that somebody else took the socket alone would do.
    const isReady = () =>
      this.logs()
        .slice(before)
        .some((line) => line.includes("Server is ready"));
    await until(() => started.hasEnded || (isReady() && accepts(this.ports.websocket)), {
      what: `${this.name} (${this.version}) to listen on ${this.websocketUrl}`,
    });
    if (started.hasEnded) {
      throw new Error(`${this.name} (${this.version}) ended at start:\n${this.logs().slice(-15).join("\n")}`);
    }
  }

  /** Ends the process in order (SIGTERM); a frozen one is thawed first, as it could not see the signal. */
  async stop(): Promise<void> {
    this.thaw();
    await this.#process?.end("SIGTERM");
  }

  /** Ends the process at once (SIGKILL), as a crashed host would. */
  async kill(): Promise<void> {
    await this.#process?.end("SIGKILL");
  }

  /** Stops the process without closing its sockets (SIGSTOP), as a hung host would. */
  async freeze(): Promise<void> {
    await this.#process?.freeze();
  }

  /** Lets a frozen process go on. */
  thaw(): void {
    this.#process?.signal("SIGCONT");
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
    this.#process?.signal("SIGHUP");
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
    releasePorts(this.ports);
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
