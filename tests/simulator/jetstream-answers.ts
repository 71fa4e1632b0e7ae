import { consumerText, streamText } from "./asset-text.ts";
import { shapes } from "./fixture-shapes.ts";
import { consumerName, leaderOf, type Population, type SimStream } from "./population.ts";
import type { Answer, Request } from "./system.ts";

const PAGE = 1024;
const ERRORS = {
  streamNotFound: { code: 404, err_code: 10059, description: "stream not found" },
  consumerNotFound: { code: 404, err_code: 10014, description: "consumer not found" },
  streamOffline: {
    code: 500,
    err_code: 10194,
    description: 'stream is offline: unsupported - config error: unknown field "allow_batched"',
  },
};

const NO_STREAMS: ReadonlyMap<string, SimStream> = new Map();

/** The JetStream API of all accounts, as the meta leader and the assets' leaders answer it. */
export function createJetStreamAnswers(population: Population) {
  const accountOf = (account: string) => population.byName.get(account) ?? NO_STREAMS;

  function streamAnswer(stream: SimStream | undefined): string | null {
    if (!stream) return failed(shapes.streamInfo, ERRORS.streamNotFound);
    if (stream.isOffline) return failed(shapes.streamInfo, ERRORS.streamOffline);
    const teller = leaderOf(stream);
    return teller && teller.state === "up" ? streamText(stream, { seed: population.seed, teller, asInfo: true }) : null;
  }

  function consumerAnswer(stream: SimStream | undefined, name: string): string | null {
    if (!stream || stream.isOffline) return failed(shapes.consumerInfo, ERRORS.streamNotFound);
    const consumer = Array.from({ length: stream.consumers }, (_, each) => each).find(
      (each) => consumerName(each) === name,
    );
    if (consumer === undefined) return failed(shapes.consumerInfo, ERRORS.consumerNotFound);
    const teller = leaderOf(stream, consumer);
    const telling = teller && { seed: population.seed, teller, asInfo: true };
    return telling && telling.teller.state === "up" ? consumerText(stream, consumer, telling) : null;
  }

  function consumerNames(stream: SimStream | undefined, body: string): string {
    if (!stream) return failed(shapes.consumerNames, ERRORS.streamNotFound);
    const names = Array.from({ length: stream.consumers }, (_, consumer) => consumerName(consumer));
    return paged(shapes.consumerNames, "consumers", names, body);
  }

  function textOf(account: string, { subject, body }: Request): string | null {
    const [, , kind, what, first = "", second = ""] = subject.split(".");
    const streams = accountOf(account);
    const stream = streams.get(first);
    if (kind === "INFO") return JSON.stringify({ ...shapes.accountInfo, streams: streams.size });
    if (kind === "STREAM" && what === "NAMES") return paged(shapes.streamNames, "streams", [...streams.keys()], body);
    if (kind === "STREAM" && what === "INFO") return streamAnswer(stream);
    if (kind === "CONSUMER" && what === "NAMES") return consumerNames(stream, body);
    if (kind === "CONSUMER" && what === "INFO") return consumerAnswer(stream, second);
    return null;
  }

  return {
    find: (account: string, stream: string) => accountOf(account).get(stream),
    answer(request: Request): Answer[] | null {
      if (!request.subject.startsWith("$JS.API.")) return null;
      const named = request.headers.get("nats-request-info");
      const account = request.account ?? (named === undefined ? null : String(JSON.parse(named).acc));
      if (account === null || !population.byName.has(account)) return null;
      const text = textOf(account, request);
      return text === null ? [] : [{ headers: "", body: Buffer.from(text), delay: 0 }];
    },
  };
}

function paged(shape: object, key: "streams" | "consumers", names: string[], body: string): string {
  const { offset = 0 } = JSON.parse(body === "" ? "{}" : body);
  const page = names.sort().slice(offset, offset + PAGE);
  return JSON.stringify({ ...shape, total: names.length, offset, limit: PAGE, [key]: page });
}

function failed({ type, total }: { type?: unknown; total?: unknown }, error: object): string {
  return JSON.stringify({ type, error, ...(total !== undefined && { total: 0, offset: 0, limit: 0 }) });
}
