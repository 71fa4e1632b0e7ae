import type { ContextConfig } from "../model/context.ts";
import type { Observation } from "../model/observation.ts";
import { answerOf } from "../model/probe.ts";
import { atOnce, type Work } from "../model/work.ts";
import type { Wire } from "../nats/wire.ts";
import { type AccountWay, type Reach, waysTo, whyNoWay } from "./access.ts";
import { type BookedAccount, createAccountBook } from "./account-book.ts";
import type { Problem } from "./ask-summaries.ts";
import type { Round } from "./ask-system.ts";
import { ageOf } from "./clock.ts";
import { connectionOf, type RoundFault } from "./connection.ts";
import { listedIn, namesStreams, reachFrom } from "./reach.ts";
import { createServerBook, type ServerBook } from "./server-book.ts";
import type { Wires } from "./wires.ts";

const PROBLEMS_KEPT = 20;
/** What answers may take beyond the polls themselves before two of them count as missed. */
const LATENCY_MS = 1_000;

/** All that one context's questions have brought so far. */
export interface Sight {
  servers: ServerBook;
  accounts(): BookedAccount[];
  account(domain: string | null, name: string): BookedAccount | null;
  /** The configured ways to an account, the ones to prefer first. */
  waysTo(account: BookedAccount): AccountWay[];
  /** Why there are none. */
  whyNoWay(account: BookedAccount): string;
  isClustered(domain: string | null): boolean;
  noteRound(round: Round): void;
  /** Takes up the accounts that the servers' details name, which may be thousands. */
  enterAccounts(): Work<void>;
  /** The same, and drops those that are gone, once all that were asked have answered. */
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
  let problems: Problem[] = [];
  let fault: RoundFault | null = null;
  let isFirstRound = true;
  let link = { state: "", since: Date.now() };
  /** Servers' lists of accounts that were taken up: a large system has hundreds of long ones, of which few are new. */
  let entered = new WeakSet<readonly string[]>();

  function reachOf(wire: Wire): Reach {
    const status = wire.status();
    return status.state === "connected" ? reachFrom(status.serverId, servers.servers()) : "unknown";
  }

  function* enterAccounts(): Work<void> {
    const begun = entered;
    for (const { identity, detail } of servers.servers()) {
      const { accounts: listed = [], accountIds } = answerOf(detail) ?? {};
      if (entered.has(listed)) continue;
      for (const account of listed) {
        accounts.entry(identity.domain, account).id = accountIds?.get(account) ?? account;
        yield;
        // Everything was forgotten meanwhile.
        if (entered !== begun) return;
      }
      entered.add(listed);
    }
  }

  /**
   * An account was taken away where every server of its domain has told all its accounts, and none lists it. One whose
   * JetStream API still names streams stays, whatever JSZ lists, and one that is configured while it stands nowhere else.
   * One that was entered by its key goes, whatever it names, once a server tells its name.
   */
  function dropGone(): void {
    const all = accounts.all();
    const isElsewhere = (gone: BookedAccount): boolean =>
      all.some((other) => other !== gone && other.account === gone.account);
    const named = new Set(all.filter(({ id, account }) => id !== account).map(({ id }) => id));
    const isByKey = ({ account }: BookedAccount): boolean => named.has(account);
    const inhabited = new Set(servers.servers().map(({ identity }) => identity.domain));
    // What it named in a domain that has no servers any more, as one that was renamed, is there no more either.
    const isLeft = ({ names, domain }: BookedAccount): boolean => names?.ok !== true && !inhabited.has(domain);
    const doubtful = all.filter((account) => isByKey(account) || !namesStreams(account) || isLeft(account));
    if (doubtful.length === 0) return;
    const isListed = listedIn(servers.servers());
    for (const account of doubtful) {
      const listed = isListed(account.domain, account.account);
      const isNamed = config.accounts.some((access) => access.account === account.account);
      const isGone = listed === false && (!isNamed || isElsewhere(account));
      if (isGone || (isByKey(account) && !listed)) accounts.remove(account);
    }
  }

  /** An account that is configured but that no server lists has to say itself what is wrong with it. */
  function enterConfigured(): void {
    if (config.accounts.length === 0) return;
    const known = new Set(accounts.all().flatMap((account) => [account.account, account.id]));
    const reach = reachOf(wires.system);
    for (const { account } of config.accounts) {
      if (!known.has(account)) accounts.entry(reach === "unknown" ? null : reach.domain, account);
    }
  }

  return {
    servers,
    accounts: accounts.all,
    account: accounts.find,
    waysTo: (account) => waysTo(config, wires, account, reachOf),
    whyNoWay: (account) => whyNoWay(config, account),
    isClustered: (domain) =>
      servers.servers().some((server) => server.identity.domain === domain && answerOf(server.jsz)?.meta),
    noteRound(round) {
      fault = round.fault;
      // What all servers are asked less often than they are polled is not put right by a poll that does not ask it.
      // An answer of the same server is better news than that.
      const standing = problems.filter(
        ({ of, server }) => of !== null && !round.ofAll[of] && !(server !== null && round.read[of].has(server)),
      );
      problems = [...standing, ...round.problems];
      // Without a connection nobody was asked.
      if (fault?.fault !== "closed") isFirstRound = false;
      if (!round.changes) return;
      observedAt = round.answeredAt;
      activeServers = round.activeServers ?? activeServers;
    },
    enterAccounts,
    discoverAccounts() {
      atOnce(enterAccounts());
      dropGone();
      enterConfigured();
    },
    observe() {
      const at = Date.now();
      const status = wires.system.status();
      if (status.state !== link.state) link = { state: status.state, since: at };
      const connection = connectionOf(status, fault, link.since);
      return {
        at,
        connection,
        isFresh: observedAt !== null && ageOf(observedAt) <= 2 * config.pollInterval + LATENCY_MS,
        isAwaited: isFirstRound && connection.state !== "disconnected" && connection.problem === null,
        activeServers: activeServers && activeServers - servers.countedTwice(),
        servers: servers.servers(),
        accounts: accounts.observed(),
        // A server that is asked alone as well may say it twice.
        problems: [...new Set([...problems.map(({ message }) => message), ...servers.problems()])].slice(
          0,
          PROBLEMS_KEPT,
        ),
      };
    },
    observedAt: () => observedAt,
    clear() {
      servers.clear();
      accounts.clear();
      entered = new WeakSet();
      observedAt = null;
      problems = [];
      isFirstRound = true;
    },
  };
}
