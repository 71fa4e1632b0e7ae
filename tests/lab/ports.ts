import { connect, createServer } from "node:net";

/** Loopback ports of one server, one a listener. */
export interface Ports {
  client: number;
  websocket: number;
  cluster: number;
  gateway: number;
  leafnodes: number;
}

// Below the range that systems hand out for outgoing connections (32768 and up on Linux), so that none of those can
// take the port of a server that is down for a moment. Each process tries a slice of its own first.
const lowest = 12_000;
const sliceSize = 100;
const slices = 200;

const held = new Set<number>();
let next = 0;

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
  for (const port of Object.values(ports)) held.delete(port);
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
  for (let tries = 0; tries < slices * sliceSize; tries++) {
    const offset = (process.pid % slices) * sliceSize + next++;
    const port = lowest + (offset % (slices * sliceSize));
    if (held.has(port)) continue;
    held.add(port);
    if (await isFree(port)) return port;
    held.delete(port);
  }
  throw new Error("no free loopback port");
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen({ port, host: "127.0.0.1", exclusive: true }, () => probe.close(() => resolve(true)));
  });
}
