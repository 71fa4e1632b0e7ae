import { createServer, type RequestListener, type Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { registry } from "../collector/registry.ts";
import type { Config } from "../config/config.ts";
import { securityHeaders } from "../output/security-headers.ts";

/** How long disconnecting from NATS may take at the end, ms. */
const GRACE = 1000;
/** Of an answer that nothing may run in. */
const PLAIN = {
  ...securityHeaders({ nonce: "none", frameAncestors: [], isDevelopment: false }),
  "Content-Type": "text/plain; charset=utf-8",
};

/**
 * When a browser is to ask again for a page that it did not get, s. What Next shows for a fault is a page whose scripts
 * have no nonce, or a line of text: a screen that nobody touches would keep it for ever.
 */
const AGAIN = { fault: "60", start: "1" };

interface Serving {
  root: string;
  config: Config;
  /** What the start line says is shown. */
  shows: string;
}

/**
 * Serves the build until a signal. Next runs inside an HTTP server of our own, because `next start` waits at its end
 * for every open event stream. Gives an exit code.
 */
export async function serveBoard({ root, config, shows }: Serving): Promise<number> {
  const { host, port } = config;
  let handle: RequestListener = (_request, response) => {
    response
      .writeHead(503, { ...PLAIN, "Retry-After": AGAIN.start, Refresh: AGAIN.start })
      .end("Plimsoll is starting\n");
  };
  const server = createServer({ ServerResponse: Answer }, (request, response) => handle(request, response));
  const address = await listen(server, host, port);
  if (typeof address === "string") {
    console.error(address);
    return 1;
  }
  const ended = endOfProcess();
  const served = prepare({ root, server, host, port: address.port }).then((prepared) => {
    handle = prepared;
    console.log(`Plimsoll is on http://${urlHost(host)}:${address.port} and shows ${shows}`);
  });
  // Asked to end while it starts, it does not finish that first.
  await Promise.race([served, ended]);
  await ended;
  server.close();
  server.closeAllConnections();
  await Promise.race([registry()?.close(), wait(GRACE)]);
  // Timers of Next would keep the process alive.
  process.exit(0);
}

class Answer extends ServerResponse {
  override writeHead(...args: [status: number, ...rest: unknown[]]): this {
    if (args[0] === 500) this.setHeader("Refresh", AGAIN.fault);
    return Reflect.apply(super.writeHead, this, args);
  }
}

async function prepare(options: {
  root: string;
  server: Server;
  host: string;
  port: number;
}): Promise<RequestListener> {
  Object.assign(process.env, { NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" });
  const { default: next } = await import("next");
  const { root, server, host, port } = options;
  const app = next({ dev: false, dir: root, httpServer: server, hostname: host, port });
  await app.prepare();
  const handle = app.getRequestHandler();
  return (request, response) => {
    // Next would call it a fault of the server.
    if (!isDecodable(request.url ?? "")) {
      response.writeHead(400, PLAIN);
      response.end("This address cannot be read: after a % come two hexadecimal digits, of UTF-8.\n");
      return;
    }
    handle(request, response).catch((error: unknown) => {
      console.error(error);
      response.destroy();
    });
  };
}

function isDecodable(url: string): boolean {
  try {
    decodeURIComponent(url.split("?", 1)[0] ?? "");
    return true;
  } catch {
    return false;
  }
}

/** Where it listens, or why it cannot. */
function listen(server: Server, host: string, port: number): Promise<AddressInfo | string> {
  return new Promise((resolve) => {
    server.once("error", (error) => {
      const isTaken = "code" in error && error.code === "EADDRINUSE";
      const message = isTaken ? `port ${port} is in use on ${host}` : error.message;
      resolve(`Cannot listen on ${host}:${port}: ${message}. Give another with --port and --host, or PORT and HOST.`);
    });
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === "object" && address ? address : `Cannot listen on ${host}:${port}.`);
    });
  });
}

/** A signal, or the end of the process that started this one. */
function endOfProcess(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => resolve());
    process.on("disconnect", () => resolve());
    process.channel?.unref();
  });
}

function urlHost(host: string): string {
  return host.includes(":") ? `[${host}]` : host;
}
