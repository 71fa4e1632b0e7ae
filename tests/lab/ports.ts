import { createServer } from "node:net";

// Below the range that systems hand out for outgoing connections (32768 and up on Linux), so that none of those can
// take the port of a server that is down for a moment. Each process tries a slice of its own first.
const lowest = 12_000;
const sliceSize = 100;
const slices = 200;

const held = new Set<number>();
let next = 0;

/**
 * A loopback port that nothing listens on, held for this process until `releasePort`: a server that was killed comes
 * back on the same port.
 */
export async function holdPort(): Promise<number> {
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

/** Lets another server have the port. */
export function releasePort(port: number): void {
  held.delete(port);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen({ port, host: "127.0.0.1", exclusive: true }, () => probe.close(() => resolve(true)));
  });
}
