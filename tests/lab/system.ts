import { type Client, openClient, type User, users } from "./client.ts";
import { awaitReady } from "./ready.ts";
import type { LabServer } from "./server.ts";

/** Real servers that belong together; disposing of it ends them all. */
export class LabSystem implements AsyncDisposable {
  readonly servers: readonly LabServer[];

  constructor(servers: readonly LabServer[]) {
    this.servers = servers;
  }

  /** The server of this name; throws if the system has none. */
  server(name: string): LabServer {
    const found = this.servers.find((server) => server.name === name);
    if (!found) throw new Error(`no server ${name} among ${this.servers.map((server) => server.name).join(", ")}`);
    return found;
  }

  /** The WebSocket addresses of all servers, running or not. */
  get websocketUrls(): string[] {
    return this.servers.map((server) => server.websocketUrl);
  }

  /** A connection to one server: the first that answers unless `on` names another. */
  async openClient(user: User = users.sys, on?: string): Promise<Client> {
    const server = on ? this.server(on) : this.servers.find((each) => each.isAnswering);
    if (!server) throw new Error("no server is running");
    return openClient(server.websocketUrl, user);
  }

  /**
   * Waits until the servers that run see each other, every JetStream domain has a meta leader whose running peers are
   * current, and `$JS.API.INFO` answers for APP in each domain.
   */
  async ready(): Promise<void> {
    await awaitReady(this.servers.filter((server) => server.isAnswering));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.servers.map((server) => server[Symbol.asyncDispose]()));
  }
}
