import type { Wire } from "../nats/wire.ts";

/** Hears what passes over a wire. */
export interface Meter {
  asked(): void;
  /** Bytes of one reply's body, as it came, packed. */
  received(bytes: number): void;
}

/** The same wire, reporting to a meter what passes. */
export function metered(wire: Wire, meter: Meter): Wire {
  return {
    ...wire,
    async *request(...asked) {
      meter.asked();
      for await (const reply of wire.request(...asked)) {
        meter.received(reply.packed ?? reply.body.byteLength);
        yield reply;
      }
    },
  };
}

/** A wire whose bytes are counted; `bytes` returns those received since this call. */
export function weighed(wire: Wire): { wire: Wire; bytes(): number } {
  let sum = 0;
  const counted = metered(wire, {
    asked: () => {},
    received: (bytes) => {
      sum += bytes;
    },
  });
  return { wire: counted, bytes: () => sum };
}
