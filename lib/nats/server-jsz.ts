import type { Probe } from "../model/probe.ts";
import type { JszDetailReport, ServerIdentity, StreamReport } from "../model/report.ts";
import { decodeStream } from "./decode-asset.ts";
import type { Fields } from "./fields.ts";
import { askServer, ofData } from "./gather.ts";
import { probe } from "./probe.ts";
import { serverSubject } from "./subjects.ts";
import type { Wire } from "./wire.ts";

/** Accounts a page: a server's own default and the most it gives (monitor.go: Jsz). Streams are not paged. */
const ACCOUNTS_PER_PAGE = 1024;

export interface JszOptions {
  /** For each page, ms. */
  timeout: number;
  /** False: only which accounts there are. */
  streams: boolean;
  /** By far the largest part of the reply. */
  consumers: boolean;
  config: boolean;
  /** Accounts a page; smaller pages make smaller replies, yet the server walks all streams for each. */
  limit?: number;
}

interface Page {
  server: ServerIdentity;
  accounts: { id: string; name: string; streams: StreamReport[] }[];
  /** Of all accounts; null before 2.11, which does not say. */
  total: number | null;
}

/**
 * The streams and consumers that run on one server, all pages. `no-responders` where no server has the id; a server
 * with JetStream off answers with none. Offline assets are not in it: the server stops them.
 */
export function serverJsz(wire: Wire, serverId: string, options: JszOptions): Promise<Probe<JszDetailReport>> {
  return probe(async () => {
    const accounts: Page["accounts"] = [];
    const limit = options.limit ?? ACCOUNTS_PER_PAGE;
    for (let offset = 0; ; offset += limit) {
      const page = await askPage(wire, serverId, options, offset, limit);
      accounts.push(...page.accounts);
      const isLast = page.total === null ? page.accounts.length < limit : offset + limit >= page.total;
      if (isLast || page.accounts.length === 0) return report(page.server, accounts);
    }
  });
}

function askPage(
  wire: Wire,
  serverId: string,
  { timeout, streams, consumers, config }: JszOptions,
  offset: number,
  limit: number,
): Promise<Page> {
  const body = { accounts: true, streams, consumer: consumers, config, offset, limit };
  return askServer(wire, serverSubject(serverId, "JSZ"), body, timeout, ofData(decodePage));
}

function decodePage(server: ServerIdentity, data: Fields): Page {
  const total = data.optionalNumber("total");
  return { server, total, accounts: data.list("account_details", decodeAccount) };
}

function decodeAccount(account: Fields): Page["accounts"][number] {
  const name = account.string("name");
  const id = account.optionalString("id") ?? name;
  return { id, name, streams: account.list("stream_detail", (stream) => decodeStream(name, stream)) };
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
  const ids = labelled.filter(({ id, label }) => id !== label).map(({ id, label }) => [label, id]);
  return {
    server,
    accounts: labelled.map(({ label }) => label),
    streams: labelled.flatMap(({ streams }) => streams),
    ...(ids.length > 0 && { accountIds: Object.fromEntries(ids) }),
  };
}
