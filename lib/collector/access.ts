import { fillPrefix, isSubject } from "../model/account-prefix.ts";
import type { AccountAccess, ContextConfig } from "../model/context.ts";
import type { AccessKind } from "../model/observation.ts";
import type { JetStreamApi } from "../nats/jetstream-request.ts";
import { apiPrefix, requestInfoHeaders } from "../nats/subjects.ts";
import type { Wire } from "../nats/wire.ts";
import type { Wires } from "./wires.ts";

/** A JetStream account in a domain. */
export interface AccountName {
  domain: string | null;
  account: string;
  /** As requests name it: in operator mode its public key, else its name. */
  id: string;
}

/** A configured way to the JetStream API of one account in one domain. */
export interface AccountWay {
  kind: AccessKind;
  api: JetStreamApi;
  /** False where only an answer can tell which domain it leads to. */
  isCertain: boolean;
}

/**
 * Where plain `$JS.API` leads from the server that a wire is connected to; "unknown" from one without JetStream whose
 * cluster has none either, and while the wire is not connected.
 */
export type Reach = { domain: string | null } | "unknown";

/**
 * All configured ways to an account, the ones to prefer first: its own user, the prefix given for it, the prefix for
 * all, and last the servers' internal header. None where nothing leads there.
 */
export function waysTo(
  config: ContextConfig,
  wires: Wires,
  name: AccountName,
  reachOf: (wire: Wire) => Reach,
): AccountWay[] {
  const own = config.accounts.filter(({ account }) => account === name.account || account === name.id);
  const ways = own.flatMap((access) => ownWays(access, wires, name, reachOf));
  if (config.accountPrefix !== null) ways.push(...importWays(config.accountPrefix, wires.imports, name, reachOf));
  if (config.accountLookup === "system-header") {
    const headers = requestInfoHeaders(name.id);
    const apis = apisFrom(wires.system, name, reachOf);
    ways.push(...apis.map((way) => ({ ...way, kind: "system-header" as const, api: { ...way.api, headers } })));
  }
  return ways;
}

/**
 * Whether a way is the one taken before, and is known to lead where that did: by now the connection may be to a server of
 * another domain.
 */
export function isStill(trodden: AccountWay | null, { kind, api, isCertain }: AccountWay): boolean {
  return trodden?.kind === kind && trodden.api.prefix === api.prefix && (isCertain || !trodden.isCertain);
}

/** Why `waysTo` found none, and what helps. */
export function whyNoWay(config: ContextConfig, { account, id }: AccountName): string {
  const isNamed = config.accounts.some((access) => access.account === account || access.account === id);
  if (isNamed || config.accountLookup !== "none") {
    return "its servers have no JetStream domain and the connected one has another: connect to one of its own servers";
  }
  if (config.accountPrefix !== null) {
    return `its name makes no subject of ${config.accountPrefix}: name an apiPrefix for it in accounts`;
  }
  return "no access to its JetStream API is configured: npm run access prints the lines that grant it";
}

function ownWays(access: AccountAccess, wires: Wires, name: AccountName, reachOf: (wire: Wire) => Reach): AccountWay[] {
  if (access.kind === "import") return importWays(access.apiPrefix, wires.imports, name, reachOf);
  const wire = wires.accounts.get(access.account);
  return wire ? apisFrom(wire, name, reachOf).map((way) => ({ ...way, kind: "user" as const })) : [];
}

/** An import without `{domain}` leads where its export does, mostly to the domain of the connected server. */
function importWays(pattern: string, wire: Wire, name: AccountName, reachOf: (wire: Wire) => Reach): AccountWay[] {
  const prefix = fillPrefix(pattern, name);
  if (!isSubject(prefix)) return [];
  const reach = reachOf(wire);
  const isCertain = pattern.includes("{domain}") || (reach !== "unknown" && reach.domain === name.domain);
  return [{ kind: "import", api: apiBy(wire, prefix, name), isCertain }];
}

/** The servers' own subjects. A domain without a name can be reached through its own servers only. */
function apisFrom(wire: Wire, name: AccountName, reachOf: (wire: Wire) => Reach): Omit<AccountWay, "kind">[] {
  const { domain } = name;
  const reach = reachOf(wire);
  const plain = apiBy(wire, apiPrefix(null), name);
  // `$JS.<domain>.API` is not known to the servers of the domain that have JetStream off, nor, to the system account,
  // to those before 2.15 (jetstream.go: setupJetStreamExports).
  if (reach !== "unknown" && reach.domain === domain) return [{ api: plain, isCertain: true }];
  const named = domain === null ? [] : [{ api: apiBy(wire, apiPrefix(domain), name), isCertain: true }];
  return reach === "unknown" ? [...named, { api: plain, isCertain: false }] : named;
}

function apiBy(wire: Wire, prefix: string, { account, domain }: AccountName): JetStreamApi {
  return { wire, prefix, account, domain };
}
