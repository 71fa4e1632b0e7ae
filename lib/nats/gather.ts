import type { ServerIdentity } from "../model/report.ts";
import { decodeReply, type Part } from "./body.ts";
import { decodeIdentity } from "./decode-server.ts";
import type { Fields } from "./fields.ts";
import { isTurnOver, nextTurn } from "./turn.ts";
import { type Reply, type Wire, WireError } from "./wire.ts";

/** `snappy` must not be named with it: servers would prefer that. */
const HEADERS = { "Accept-Encoding": "gzip" };

/** Who should answer; both may be given, and with neither only the timeout ends the wait. */
interface Expected {
  /** How many servers, by `active_servers`; null where that is not known. */
  count: number | null;
  /** Servers that were there before. */
  ids?: Iterable<string>;
}

export interface PingOptions {
  /** The longest wait for those who do not answer, ms. */
  timeout: number;
  expected?: Expected;
  /** Only servers of this name are to answer; all by default. */
  serverName?: string;
}

/** The answers of many servers to one question. A server that is silent is in neither list. */
export interface Gathered<T> {
  /** One for each server. */
  answers: T[];
  /** Replies that hold no answer, and what cut the wait short; `server` is the id where it could be read. */
  problems: { server: string | null; message: string }[];
  /** How many servers the system has in the servers' own view; null for questions whose answers do not say. */
  activeServers: number | null;
}

/** Makes an answer of a reply (or its first part and the rest) and the server that sent it. */
export type DecodeAnswer<T> = (server: ServerIdentity, reply: Fields, rest: AsyncIterable<Part>) => T | Promise<T>;

/** For replies that carry their answer in `data` (events.go: ServerAPIResponse). */
export function ofData<T>(decode: DecodeAnswer<T>): DecodeAnswer<T> {
  return (server, reply, rest) => decode(server, reply.fields("data"), rest);
}

/** Asks one server by its own subject; `read` as the reply may be large. Throws WireError. */
export async function askServer<T>(
  wire: Wire,
  subject: string,
  body: object,
  timeout: number,
  decode: DecodeAnswer<T>,
  read: typeof decodeReply = decodeReply,
): Promise<T> {
  for await (const reply of wire.request(subject, JSON.stringify(body), { timeout, headers: HEADERS })) {
    return (await decodeAnswer(reply, subject, decode, read)).answer;
  }
  throw new WireError("timeout", `no answer to ${subject} within ${timeout} ms`);
}

/**
 * Asks all servers and waits until those expected have answered, or for the timeout. An answer that cannot be read is
 * a problem alongside the others, not the end. Throws WireError where nothing at all came.
 */
export async function gather<T>(
  wire: Wire,
  subject: string,
  body: object,
  { timeout, expected = { count: null } }: PingOptions,
  decode: DecodeAnswer<T>,
): Promise<Gathered<T>> {
  const answers = new Map<string, { name: string; answer: T }>();
  const problems: Gathered<T>["problems"] = [];
  const repeated = new Map<string, string>();
  const missing = new Set(expected.ids);
  const hasIds = missing.size > 0;
  const isComplete = () =>
    missing.size === 0 && answers.size + problems.length >= (expected.count ?? (hasIds ? 0 : Number.POSITIVE_INFINITY));
  const options = { timeout, replies: Number.POSITIVE_INFINITY, headers: HEADERS };
  try {
    for await (const reply of wire.request(subject, JSON.stringify(body), options)) {
      const read = await decodeAnswer(reply, subject, decode, decodeReply).catch(toProblem);
      if ("message" in read) problems.push(read);
      else {
        const before = answers.get(read.server);
        if (before) repeated.set(read.server, repetition(subject, read.server, [before.name, read.name]));
        else answers.set(read.server, read);
      }
      if (read.server !== null) missing.delete(read.server);
      if (isComplete()) break;
      // Hundreds of replies to one question come at once.
      if (isTurnOver()) await nextTurn();
    }
  } catch (error) {
    // What has come is worth more than the error that cut off the rest.
    if (!(error instanceof WireError) || answers.size === 0) throw error;
    problems.push({ server: null, message: error.message });
  }
  for (const [server, message] of repeated) problems.push({ server, message });
  return { answers: [...answers.values()].map(({ answer }) => answer), problems, activeServers: null };
}

/** The first answer counts. */
function repetition(subject: string, id: string, [first, second]: [string, string]): string {
  if (first === second) return `${first}: ${nameOf(subject)}: answered more than once`;
  return `${first} and ${second}: ${nameOf(subject)}: both say that they are server ${id}`;
}

/** A reply from a known server that holds no answer. */
class AnswerError extends WireError {
  readonly server: string;
  constructor({ id, name }: ServerIdentity, message: string, options?: ErrorOptions) {
    super("malformed", `${name}: ${message}`, options);
    this.server = id;
  }
}

async function decodeAnswer<T>(
  reply: Reply,
  subject: string,
  decode: DecodeAnswer<T>,
  read: typeof decodeReply,
): Promise<{ server: string; name: string; answer: T }> {
  const name = nameOf(subject);
  return read(reply, name, async (fields, rest) => {
    const server = decodeIdentity(fields.fields("server"));
    const error = fields.optionalFields("error");
    if (error) {
      throw new AnswerError(server, `${name}: error ${error.number("code")}: ${error.optionalString("description")}`);
    }
    try {
      return { server: server.id, name: server.name, answer: await decode(server, fields, rest) };
    } catch (cause) {
      if (!(cause instanceof WireError)) throw cause;
      throw new AnswerError(server, cause.message, { cause });
    }
  });
}

/** What stands for the whole reply in errors. */
function nameOf(subject: string): string {
  return subject.split(".").at(-1)?.toLowerCase() ?? subject;
}

function toProblem(error: unknown): { server: string | null; message: string } {
  if (!(error instanceof WireError)) throw error;
  return { server: error instanceof AnswerError ? error.server : null, message: error.message };
}
