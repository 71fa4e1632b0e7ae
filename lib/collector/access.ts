import type { AccountAccess, ContextConfig } from "../model/context.ts";
import type { AccessKind } from "../model/observation.ts";
import type { JetStreamApi } from "../nats/jetstream-request.ts";
import { apiPrefix } from "../nats/subjects.ts";
import type { Wire } from "../nats/wire.ts";

/** The wires of a context: one for the system account, one for each account that has a user of its own. */
export interface Wires {
  system: Wire;
  accounts: ReadonlyMap<string, Wire>;
}

export interface AccountApi {
  kind: AccessKind;
  api: JetStreamApi;
}

/**
 * How an account's JetStream API is reached in a domain; null where there is no way.
 * An access of its own wins over the prefix for all, and that over the servers' internal header.
 * `domainOf` tells the domain of the server that a wire is connected to: there the API has no domain in its subjects.
 */
export function apiOf(
  config: ContextConfig,
  wires: Wires,
  account: string,
  domain: string | null,
  domainOf: (wire: Wire) => string | null,
): AccountApi | null {
  const own = config.accounts.find((access) => access.account === account);
  const wire = wires.accounts.get(account) ?? wires.system;
  const plainPrefix = domain === domainOf(wire) ? apiPrefix(null) : apiPrefix(domain);
  if (own?.kind === "user") return { kind: "user", api: { wire, prefix: plainPrefix, account, domain } };
  const imported = importPrefix(own, config.accountPrefix, account);
  // An import is bound to the API of the domain in which it was made.
  if (imported !== null && domain === domainOf(wire)) {
    return { kind: "import", api: { wire, prefix: imported, account, domain } };
  }
  if (config.accountLookup === "system-header") {
    const headers = { "Nats-Request-Info": JSON.stringify({ acc: account }) };
    return { kind: "system-header", api: { wire, prefix: plainPrefix, account, domain, headers } };
  }
  return null;
}

function importPrefix(own: AccountAccess | undefined, pattern: string | null, account: string): string | null {
  if (own?.kind === "import") return own.apiPrefix;
  return pattern?.replaceAll("{account}", account) ?? null;
}
