import type { ContextConfig } from "../model/context.ts";
import type { Observation } from "../model/observation.ts";
import { answerOf } from "../model/probe.ts";
import type { Wire } from "../nats/wire.ts";
import { type AccountApi, apiOf, type Wires } from "./access.ts";
import { type BookedAccount, createAccountBook } from "./account-book.ts";
import type { Round } from "./ask-system.ts";
import { connectionOf, type RoundFault } from "./connection.ts";
import { createServerBook, type ServerBook } from "./server-book.ts";

const PROBLEMS_KEPT = 20;
/** What answers may take beyond the polls themselves before two of them count as missed. */
const LATENCY_MS = 1_000;

/** All that one context's questions have brought so far. */
export interface Sight {
  servers: ServerBook;
  accounts(): BookedAccount[];
  account(domain: string | null, name: string): BookedAccount | null;
  apiOf(account: BookedAccount): AccountApi | null;
  /** The account's id for the system account: operator mode names accounts by their public key. */
  accountId(account: BookedAccount): string;
  isClustered(domain: string | null): boolean;
  noteRound(round: Round): void;
  /** Takes up the accounts that the servers' details name. */
  discoverAccounts(): void;
  observe(): Observation;
  /** When any server last answered, ms since the epoch. */
  observedAt(): number | null;
  clear(): void;
}

export function createSight(config: ContextConfig, wires: Wires): Sight {
  const servers = createServerBook();
  const accounts = createAccountBook();
  let observedAt: number | null = null;
  let activeServers: number | null = null;
  let problems: string[] = [];
  let fault: RoundFault | null = null;
  let link = { state: "", since: Date.now() };

  function domainOf(wire: Wire): string | null {
    const status = wire.status();
    if (status.state !== "connected") return null;
    return servers.servers().find(({ identity }) => identity.id === status.serverId)?.identity.domain ?? null;
  }

  function accessOf(account: string, domain: string | null): AccountApi | null {
    return apiOf(config, wires, account, domain, domainOf);
  }

  function enter(domain: string | null, account: string): BookedAccount {
    return accounts.entry(domain, account, accessOf(account, domain)?.kind ?? null);
  }

  return {
    servers,
    accounts: accounts.all,
    account: (domain, name) => accounts.all().find((each) => each.domain === domain && each.account === name) ?? null,
    apiOf: (account) => accessOf(account.account, account.domain),
    accountId({ account, domain }) {
      const details = servers.servers().filter(({ identity }) => identity.domain === domain);
      return (
        details.map(({ detail }) => answerOf(detail)?.accountIds?.[account]).find((id) => id !== undefined) ?? account
      );
    },
    isClustered: (domain) =>
      servers.servers().some((server) => server.identity.domain === domain && answerOf(server.jsz)?.meta),
    noteRound(round) {
      fault = round.fault;
      problems = round.problems.slice(0, PROBLEMS_KEPT);
      if (!round.changes) return;
      observedAt = round.answeredAt;
      activeServers = round.activeServers ?? activeServers;
    },
    discoverAccounts() {
      for (const { identity, detail } of servers.servers()) {
        for (const account of answerOf(detail)?.accounts ?? []) enter(identity.domain, account);
      }
      // An account that is configured but that no server lists has to say itself what is wrong with it.
      const known = new Set(accounts.all().map(({ account }) => account));
      for (const { account } of config.accounts) if (!known.has(account)) enter(domainOf(wires.system), account);
    },
    observe() {
      const at = Date.now();
      const status = wires.system.status();
      if (status.state !== link.state) link = { state: status.state, since: at };
      return {
        at,
        connection: connectionOf(status, fault, link.since),
        isFresh: observedAt !== null && at - observedAt <= 2 * config.pollInterval + LATENCY_MS,
        activeServers,
        servers: servers.servers(),
        accounts: accounts.observed(),
        problems,
      };
    },
    observedAt: () => observedAt,
    clear() {
      servers.clear();
      accounts.clear();
      observedAt = null;
    },
  };
}
