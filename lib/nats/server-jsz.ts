import type { Probe } from "../model/probe.ts";
import type { JszDetailReport, ServerIdentity } from "../model/report.ts";
import { decodeJszReply } from "./body.ts";
import { decodePage, type Page } from "./decode-page.ts";
import { askServer, ofData } from "./gather.ts";
import { probe } from "./probe.ts";
import { jszSubject } from "./subjects.ts";
import { type Wire, WireError } from "./wire.ts";

/** Accounts a page: a server's own default and the most it gives (monitor.go: Jsz). Streams are not paged. */
const ACCOUNTS_PER_PAGE = 1024;
/** A server that names more accounts than this, or gives more assets, is not to be believed. */
const MOST_ACCOUNTS = 100_000;
const MOST_ASSETS = 1_000_000;
/** For servers that cut their pages out of an unsorted list. */
const ALL_ACCOUNTS = 1_000_000;

export interface JszOptions {
  /** For each page, ms. */
  timeout: number;
  /** False: only which accounts there are. */
  streams: boolean;
  /** By far the largest part of the reply. */
  consumers: boolean;
  config: boolean;
  /** Only this one, by its id; one that the server does not have is in no answer. */
  account?: string;
  /** Accounts a page; smaller pages make smaller replies, yet the server walks all streams for each. */
  limit?: number;
}

/**
 * The streams and consumers that run on one server, all pages. `no-responders` where no server has the id; a server
 * with JetStream off answers with none. Offline assets are not in it: the server stops them.
 */
export function serverJsz(wire: Wire, serverId: string, options: JszOptions): Promise<Probe<JszDetailReport>> {
  return probe(async () => {
    const limit = options.limit ?? ACCOUNTS_PER_PAGE;
    const first = await askPage(wire, serverId, options, 0, limit);
    if (first.total === null && first.accounts.length >= limit) {
      const { server, accounts } = await askPage(wire, serverId, options, 0, ALL_ACCOUNTS);
      return report(server, accounts);
    }
    const accounts = believable(first, first.accounts);
    for (let offset = limit; offset < (first.total ?? 0); offset += limit) {
      const page = await askPage(wire, serverId, options, offset, limit);
      accounts.push(...page.accounts);
      believable(page, accounts);
    }
    return report(first.server, accounts);
  });
}

/** The accounts so far; throws a `malformed` WireError where they are too many to be true, or to be kept. */
function believable({ server, total }: Page, accounts: Page["accounts"]): Page["accounts"] {
  const tooMany = (what: string) => new WireError("malformed", `${server.name}: jsz: more than ${what}`);
  if ((total ?? accounts.length) > MOST_ACCOUNTS) throw tooMany(`${MOST_ACCOUNTS} accounts`);
  const streams = accounts.flatMap((account) => account.streams);
  const assets = streams.reduce((sum, { consumers }) => sum + 1 + consumers.length, 0);
  if (assets > MOST_ASSETS) throw tooMany(`${MOST_ASSETS} streams and consumers`);
  return accounts;
}

function askPage(
  wire: Wire,
  serverId: string,
  { timeout, streams, consumers, config, account }: JszOptions,
  offset: number,
  limit: number,
): Promise<Page> {
  const body = { accounts: true, streams, consumer: consumers, config, offset, limit, ...(account && { account }) };
  return askServer(wire, jszSubject(serverId), body, timeout, ofData(decodePage), decodeJszReply);
}

/** Accounts that came twice, as one was added between pages, count once; two of the same name go by their ids. */
function report(server: ServerIdentity, pages: Page["accounts"]): JszDetailReport {
  const accounts = [...new Map(pages.map((account) => [account.id, account])).values()];
  const taken = new Set<string>();
  const repeated = new Set(accounts.filter(({ name }) => taken.size === taken.add(name).size).map(({ name }) => name));
  const labelled = accounts.map(({ id, name, streams }) =>
    repeated.has(name)
      ? { id, label: id, streams: streams.map((stream) => ({ ...stream, account: id })) }
      : { id, label: name, streams },
  );
  const ids = new Map(labelled.flatMap(({ id, label }) => (id === label ? [] : [[label, id] as const])));
  return {
    server,
    accounts: labelled.map(({ label }) => label),
    streams: labelled.flatMap(({ streams }) => streams),
    ...(ids.size > 0 && { accountIds: ids }),
  };
}
