import { watchContext } from "#lib/collector/watch-context.ts";
import type { ContextConfig } from "#lib/model/context.ts";
import { connectWire } from "#lib/nats/connect.ts";

/** How a simulated system is watched: as the system user, who asks in the accounts' names. */
export function simulatedContext(url: string, change: Partial<ContextConfig> = {}): ContextConfig {
  return {
    name: "simulated",
    target: {
      urls: [url],
      credentials: { kind: "user", user: "sys", password: "sys" },
      tls: { ca: null, certificate: null, key: null, serverName: null },
      inboxPrefix: "_INBOX",
    },
    accounts: [],
    accountPrefix: null,
    accountLookup: "system-header",
    pollInterval: 2_000,
    ...change,
  };
}

/** Watches it as the product does. */
export function watchSystem(url: string, onError: (error: unknown) => void, change: Partial<ContextConfig> = {}) {
  return watchContext(simulatedContext(url, change), {
    openWire: (target, name) => connectWire(target, { name }),
    source: { kind: "live" },
    onError,
  });
}
