import type { ObservedServer } from "./observation.ts";

/** A clock that is off by more than this, ms, is a fault of its own: certificates and message ages go by it. */
const TOLERATED_MS = 5 * 60_000;
const DAY_MS = 24 * 60 * 60_000;

/**
 * Servers whose clocks differ from what most say, and by how much. They are compared with each other and not with our
 * clock: it may be off too, and in a recording all servers are behind it.
 */
export function oddClocks(servers: ObservedServer[]): string[] {
  const clocks = servers.flatMap(({ identity, isAnswering, lastSeenAt }) =>
    isAnswering && identity.time !== null ? [{ name: identity.name, ahead: identity.time - lastSeenAt }] : [],
  );
  const sorted = clocks.map(({ ahead }) => ahead).sort((a, b) => a - b);
  const usual = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const odd = clocks.filter(({ ahead }) => Math.abs(ahead - usual) > TOLERATED_MS);
  // Between two servers, or two halves, nobody knows which is right.
  if (odd.length * 2 >= clocks.length) return [];
  return odd.map(
    ({ name, ahead }) =>
      `${name}: its clock is ${spanOf(Math.abs(ahead - usual))} ${ahead > usual ? "ahead" : "behind"}`,
  );
}

function spanOf(ms: number): string {
  if (ms >= 2 * DAY_MS) return `${Math.round(ms / DAY_MS)} days`;
  return `${Math.round(ms / 60_000)} minutes`;
}
