import type { Wire } from "#lib/nats/wire.ts";

/** A wire that nobody asks. */
export function canned(): Wire {
  return {
    // biome-ignore lint/correctness/useYield: nobody asks it.
    request: async function* () {
      throw new Error("asked");
    },
    status: () => ({ state: "connected", url: "ws://test", serverName: "n1", serverId: "N1", problem: null }),
    onStatus: () => () => {},
    close: async () => {},
  };
}
