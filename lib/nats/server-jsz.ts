import type { Probe } from "../model/probe.ts";
import { repeatedIn } from "../model/repeated.ts";
import type { JszDetailReport, ServerIdentity, StreamReport } from "../model/report.ts";
import { decodeJszReply } from "./body.ts";
import { decodePage, type Page } from "./decode-page.ts";
import { askServer, ofData } from "./gather.ts";
import { probe } from "./probe.ts";
import { jszSubject } from "./subjects.ts";
import { type Wire, WireError } from "./wire.ts";

/**
 * Accounts a page, of which a server gives 1024 where nothing is said (monitor.go: Jsz). It lists them all, also those
 * of which it has nothing, and walks all its streams for each page. Streams are not paged.
 */
export const ACCOUNTS_PER_PAGE = 8_192;
/** Pages that are smaller than asked for, as recordings may have them, are no smaller than a server's own. */
const LEAST_PER_PAGE = 1_024;
/** A server that names more accounts than this, or gives more assets, is not to be believed. */
const MOST_ACCOUNTS = 100_000;
const MOST_ASSETS = 1_000_000;
/** For servers that page through an unsorted list. */
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
  /** Accounts a page. */
  limit?: number;
}

/**
 * The streams and consumers that run on one server, all pages. `no-responders` where no server has the id; a server
 * with JetStream off answers with none. Offline assets are not in it: the server stops them.
 */
export function serverJsz(wire: Wire, serverId: string, options: JszOptions): Promise<Probe<JszDetailReport>> {
  return probe(async () => {
    const { account, limit = ACCOUNTS_PER_PAGE } = options;
    const pages = createPages();
    const first = await askPage(wire, serverId, options, 0, limit);
    if (account !== undefined) {
      // A server has it in each page, however many there are, and where it does not know it all others instead.
      pages.add({ ...first, total: null, accounts: first.accounts.filter(({ id }) => id === account) });
    } else if (first.total === null && (first.accounts.length >= limit || first.accounts.length === LEAST_PER_PAGE)) {
      pages.add(await askPage(wire, serverId, options, 0, ALL_ACCOUNTS));
    } else {
      pages.add(first);
      const size = Math.max(first.accounts.length, Math.min(limit, LEAST_PER_PAGE));
      for (let offset = size; offset < (first.total ?? 0); offset += size) {
        pages.add(await askPage(wire, serverId, options, offset, limit));
      }
    }
    return report(first.server, pages.accounts);
  });
}

/** The accounts of all pages so far; throws a `malformed` WireError where they are too many to be true, or to be kept. */
function createPages(): { accounts: Page["accounts"]; add(page: Page): void } {
  const accounts: Page["accounts"] = [];
  let assets = 0;
  return {
    accounts,
    add({ server, total, accounts: more }) {
      const tooMany = (what: string) => new WireError("malformed", `${server.name}: jsz: more than ${what}`);
      for (const account of more) {
        accounts.push(account);
        for (const { consumers } of account.streams) assets += 1 + consumers.length;
      }
      if ((total ?? accounts.length) > MOST_ACCOUNTS) throw tooMany(`${MOST_ACCOUNTS} accounts`);
      if (assets > MOST_ASSETS) throw tooMany(`${MOST_ASSETS} streams and consumers`);
    },
  };
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
  const accounts = new Map<string, Page["accounts"][number]>();
  for (const account of pages) accounts.set(account.id, account);
  const repeated = repeatedIn(Array.from(accounts.values(), ({ name }) => name));
  const labels: string[] = [];
  const streams: StreamReport[] = [];
  const ids = new Map<string, string>();
  for (const account of accounts.values()) {
    const { id, name } = account;
    const label = repeated.has(name) ? id : name;
    labels.push(label);
    if (label !== id) ids.set(label, id);
    for (const stream of account.streams) streams.push(label === name ? stream : { ...stream, account: label });
  }
  return { server, accounts: labels, streams, ...(ids.size > 0 && { accountIds: ids }) };
}
