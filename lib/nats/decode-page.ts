import type { ServerIdentity, StreamReport } from "../model/report.ts";
import type { Part } from "./body.ts";
import { decodeConsumer, decodeStream } from "./decode-asset.ts";
import type { Fields } from "./fields.ts";
import { SharedPlacements } from "./placements.ts";

/** A page of JSZ with accounts. */
export interface Page {
  server: ServerIdentity;
  accounts: PageAccount[];
  /**
   * The number of all accounts; null before 2.11.2, which does not say and whose first page has any accounts, not the
   * first.
   */
  total: number | null;
}

interface PageAccount {
  id: string;
  name: string;
  streams: StreamReport[];
}

/**
 * Decodes a page (monitor.go: JSInfo), which may come in parts. Of a stream that goes on in a further part there are only
 * more consumers: its own fields come before them (monitor.go: StreamDetail).
 */
export async function decodePage(server: ServerIdentity, data: Fields, rest: AsyncIterable<Part>): Promise<Page> {
  const accounts = new Accounts(data);
  let total = data.optionalNumber("total");
  accounts.add(data, 0);
  for await (const { reply, depth } of rest) {
    const more = reply.fields("data");
    accounts.add(more, depth);
    // It comes after the accounts.
    total ??= more.optionalNumber("total");
  }
  return { server, total, accounts: accounts.all };
}

class Accounts {
  readonly all: PageAccount[] = [];
  readonly #placements = new SharedPlacements();
  /** Where the last of each began: in errors, what goes on in a further part is placed there. */
  readonly #page: Fields;
  #account: Fields;
  #stream: Fields;

  constructor(page: Fields) {
    this.#page = page;
    this.#account = page;
    this.#stream = page;
  }

  /** `depth`: how many lists go on with what the part before began: accounts, streams, consumers. */
  add(data: Fields, depth: number): void {
    const last = depth > 1 ? this.all.at(-1) : undefined;
    const found = data.moreOf("account_details", this.#page, this.all.length - (last ? 1 : 0));
    for (const [index, account] of found.entries()) {
      if (last && index === 0) this.#addStreams(last, account, depth);
      else this.#addStreams(this.#begin(account), account, 0);
    }
  }

  #begin(account: Fields): PageAccount {
    const name = account.string("name");
    const begun = { id: account.optionalString("id") ?? name, name, streams: [] };
    this.#account = account;
    this.all.push(begun);
    return begun;
  }

  #addStreams({ name, streams }: PageAccount, account: Fields, depth: number): void {
    const last = depth > 2 ? streams.at(-1) : undefined;
    // Each server lists all accounts, most of which have nothing on it.
    if (!account.has("stream_detail")) return;
    const found = account.moreOf("stream_detail", this.#account, streams.length - (last ? 1 : 0));
    for (const [index, stream] of found.entries()) {
      if (last && index === 0) this.#addConsumers(last, stream);
      else {
        const begun = decodeStream(name, stream, this.#placements);
        this.#stream = stream;
        streams.push(begun);
        this.#addConsumers(begun, stream);
      }
    }
  }

  #addConsumers({ consumers }: StreamReport, stream: Fields): void {
    const found = stream.moreOf("consumer_detail", this.#stream, consumers.length);
    for (const consumer of found) consumers.push(decodeConsumer(consumer, this.#placements));
  }
}
