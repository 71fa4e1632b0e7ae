import { connect, createServer, type Server } from "node:net";

/** Loopback ports of one server, one a listener. */
export interface Ports {
  client: number;
  websocket: number;
  cluster: number;
  gateway: number;
  leafnodes: number;
}

// Below the range that systems hand out for outgoing connections (32768 and up on Linux), so that none of those can
// take the port of a server that is down for a moment.
const lowest = 12_000;
const sliceSize = 100;
const slices = 200;

/** Ports of this process's slices that none of its servers has. */
const free: number[] = [];
let claims = 0;

/**
 * Ports that nothing listens on, held for this process until `releasePorts`: a server that was killed comes back on the
 * same ones.
 */
export async function holdPorts(): Promise<Ports> {
  return {
    client: await holdPort(),
    websocket: await holdPort(),
    cluster: await holdPort(),
    gateway: await holdPort(),
    leafnodes: await holdPort(),
  };
}

/** Lets other servers have the ports. */
export function releasePorts(ports: Ports): void {
  free.push(...Object.values(ports));
}

/** Whether something accepts connections on this loopback port. */
export function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: "127.0.0.1" });
    socket.once("error", () => resolve(false));
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
  });
}

async function holdPort(): Promise<number> {
  for (;;) {
    if (free.length === 0) free.push(...(await claimSlice()));
    const port = free.shift();
    const probe = port !== undefined && (await listen(port));
    if (!probe) continue;
    await new Promise((resolve) => probe.close(resolve));
    return port;
  }
}

/**
 * The ports of a slice that no other process has, nor takes while a server is down: whoever listens on its first one
 * has it, until the process ends.
 */
async function claimSlice(): Promise<number[]> {
  for (let tries = 0; tries < slices; tries++) {
    const first = lowest + ((process.pid + claims++) % slices) * sliceSize;
    const guard = await listen(first);
    guard?.unref();
    if (guard) return Array.from({ length: sliceSize - 1 }, (_, index) => first + 1 + index);
  }
  throw new Error("no free loopback ports");
}

/** Null where something else has the port. */
function listen(port: number): Promise<Server | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(null));
    server.listen({ port, host: "127.0.0.1", exclusive: true }, () => resolve(server));
  });
}
