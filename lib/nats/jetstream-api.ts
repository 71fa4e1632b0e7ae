import type { Probe } from "../model/probe.ts";
import type {
  AccountInfoReport,
  AssetAnswer,
  ConsumerReport,
  StreamListReport,
  StreamReport,
} from "../model/report.ts";
import { decodeConsumer, decodeStream } from "./decode-asset.ts";
import type { Fields } from "./fields.ts";
import { ask, askAsset, askPages, type JetStreamApi } from "./jetstream-request.ts";
import { probe } from "./probe.ts";
import { API_SUBJECTS } from "./subjects.ts";

export interface InfoOptions {
  /** ms; 3 s by default. */
  timeout?: number;
  /**
   * How long to wait for further answers after the first, ms; none by default. The leader answers at once, a member
   * that cannot run the asset half a second later (jetstream_api.go: jsStreamInfoRequest).
   */
  linger?: number;
}

/** Of a request, or of a page, ms. */
const TIMEOUT = 3_000;
/** A meta leader waits 4 s for servers that do not answer. */
const LIST_TIMEOUT = 6_000;

/**
 * In which domain the account is reached. Where JetStream is off it is `unavailable` with code 10039 (for the account) or
 * 10076 (for the servers).
 */
export function accountInfo(api: JetStreamApi): Promise<Probe<AccountInfoReport>> {
  return probe(() => ask(api, API_SUBJECTS.info(), {}, TIMEOUT, decodeAccountInfo));
}

/** The names of all streams that are assigned, running or not, all pages. */
export function streamNames(api: JetStreamApi): Promise<Probe<string[]>> {
  return probe(() => askNames(api, API_SUBJECTS.streamNames(), "streams"));
}

/** The names of a stream's consumers, running or not, all pages. */
export function consumerNames(api: JetStreamApi, stream: string): Promise<Probe<string[]>> {
  return probe(() => askNames(api, API_SUBJECTS.consumerNames(stream), "consumers"));
}

/**
 * STREAM.LIST, all pages. Where a server does not answer it takes 4 s, and the meta leader's log gets a warning. Where a
 * stream was added or removed between pages, one may come twice or not at all: the next poll puts that right.
 */
export function streamList(api: JetStreamApi): Promise<Probe<StreamListReport>> {
  const decode = (page: Fields) => ({
    streams: page.list("streams", (stream) => decodeStream(api.account, stream)),
    offline: page.map("offline", (reasons, name) => reasons.string(name)),
  });
  return probe(async () => {
    const pages = await askPages(api, API_SUBJECTS.streamList(), LIST_TIMEOUT, decode);
    return {
      streams: pages.flatMap(({ streams }) => streams),
      offline: Object.fromEntries(pages.flatMap(({ offline }) => Object.entries(offline))),
    };
  });
}

/** STREAM.INFO: all answers, at least one, the leader's usually first. */
export function streamInfo(
  api: JetStreamApi,
  stream: string,
  options: InfoOptions = {},
): Promise<Probe<AssetAnswer<StreamReport>[]>> {
  const decode = (info: Fields) => decodeStream(api.account, info);
  return probe(() => askAsset(api, API_SUBJECTS.streamInfo(stream), { timeout: TIMEOUT, ...options }, decode));
}

/** CONSUMER.INFO: all answers, at least one. */
export function consumerInfo(
  api: JetStreamApi,
  stream: string,
  consumer: string,
  options: InfoOptions = {},
): Promise<Probe<AssetAnswer<ConsumerReport>[]>> {
  const subject = API_SUBJECTS.consumerInfo(stream, consumer);
  return probe(() => askAsset(api, subject, { timeout: TIMEOUT, ...options }, decodeConsumer));
}

function decodeAccountInfo(info: Fields): AccountInfoReport {
  return { domain: info.optionalString("domain") };
}

async function askNames(api: JetStreamApi, subject: string, key: string): Promise<string[]> {
  const pages = await askPages(api, subject, TIMEOUT, (page) => page.strings(key));
  return [...new Set(pages.flat())];
}
