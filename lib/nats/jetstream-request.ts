import type { AssetAnswer } from "../model/report.ts";
import { decodeReply } from "./body.ts";
import type { Fields } from "./fields.ts";
import { ApiError } from "./probe.ts";
import { type Wire, WireError, type WireOptions } from "./wire.ts";

/** A way to the JetStream API of one account in one domain. */
export interface JetStreamApi {
  wire: Wire;
  /** `apiPrefix(domain)`, or the prefix under which the account's services are imported. */
  prefix: string;
  /** Sent with each request: `requestInfoHeaders(account)` where the system account speaks for another one. */
  headers?: { [name: string]: string };
  account: string;
  domain: string | null;
}

/** `err_code` → what it says of an asset (nats-server, errors.json). */
const ASSET_ERRORS: { [code: number]: "offline" | "not-found" } = {
  10059: "not-found",
  10014: "not-found",
  10118: "offline",
  10119: "offline",
  10194: "offline",
  10195: "offline",
};

/** A server that names more pages than this is not to be believed. */
const MAX_PAGES = 1_000;

/** Asks once; an error answer is thrown as `ApiError`. */
export async function ask<T>(
  api: JetStreamApi,
  subject: string,
  body: object,
  timeout: number,
  decode: (answer: Fields) => T,
): Promise<T> {
  for await (const answer of answers(api, subject, body, { timeout }, decode)) {
    if (answer instanceof ApiError) throw answer;
    return answer;
  }
  throw new WireError("timeout", `no answer to ${api.prefix}.${subject} within ${timeout} ms`);
}

/**
 * Asks for one page after the other until `total` is reached. The next page starts after `limit` entries, not after as
 * many as came: what is offline or missing is counted, and not among the streams of a list.
 */
export async function askPages<T>(
  api: JetStreamApi,
  subject: string,
  timeout: number,
  decode: (page: Fields) => T,
): Promise<T[]> {
  const pages: T[] = [];
  for (let offset = 0; pages.length < MAX_PAGES; ) {
    const page = await ask(api, subject, { offset }, timeout, (fields) => ({
      value: decode(fields),
      total: fields.optionalNumber("total") ?? 0,
      limit: fields.optionalNumber("limit") ?? 0,
    }));
    pages.push(page.value);
    offset += page.limit;
    if (page.limit <= 0 || offset >= page.total) return pages;
  }
  throw new WireError("malformed", `${api.prefix}.${subject}: more than ${MAX_PAGES} pages`);
}

/**
 * Asks for one asset and gathers all that is said of it. Any other error counts only where nobody answered better: a
 * server that is not ready may speak up as well as the leader.
 */
export async function askAsset<T>(
  api: JetStreamApi,
  subject: string,
  options: WireOptions,
  decode: (info: Fields) => T,
): Promise<AssetAnswer<T>[]> {
  const found: AssetAnswer<T>[] = [];
  let refusal: ApiError | null = null;
  for await (const answer of answers(api, subject, {}, options, decode)) {
    if (!(answer instanceof ApiError)) found.push({ kind: "found", value: answer });
    else if (ASSET_ERRORS[answer.code] === "not-found") found.push({ kind: "not-found" });
    else if (ASSET_ERRORS[answer.code] === "offline") found.push(offline(answer.description));
    else refusal = answer;
  }
  if (found.length === 0 && refusal) throw refusal;
  return found;
}

/** "stream is offline: <reason>", or without a reason where all its servers are gone. */
function offline(raw: string): AssetAnswer<never> {
  return { kind: "offline", raw, reason: /^\w+ is offline: (.+)$/s.exec(raw)?.[1] ?? null };
}

async function* answers<T>(
  { wire, prefix, headers }: JetStreamApi,
  subject: string,
  body: object,
  options: WireOptions,
  decode: (answer: Fields) => T,
): AsyncGenerator<T | ApiError> {
  const full = `${prefix}.${subject}`;
  const replies = wire.request(full, JSON.stringify(body), { ...options, ...(headers && { headers }) });
  for await (const reply of replies) {
    yield await decodeReply(reply, subject, (fields) => {
      const error = fields.optionalFields("error");
      if (!error) return decode(fields);
      return new ApiError(full, error.optionalNumber("err_code") ?? 0, error.optionalString("description") ?? "");
    });
  }
}
