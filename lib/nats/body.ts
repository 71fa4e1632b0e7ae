import { messageOf } from "../model/words.ts";
import { Fields, InexactCount } from "./fields.ts";
import { LONGEST_SLICE, slicesOf } from "./jsz-slices.ts";
import { isTurnOver, nextTurn, oneAtATime } from "./turn.ts";
import { isShort, textOf, textParts } from "./unpack.ts";
import { withoutUnreadPeers } from "./unread-peers.ts";
import { type Reply, WireError } from "./wire.ts";

/** Counts that are shown exactly; all others may be rounded beyond 2^53. */
const EXACT_COUNTS = /(?<!\\)"(messages|bytes|last_seq)":\s*(\d{16,})/g;

/** What follows the first part of a large reply (see `JszSlice`). */
export interface Part {
  reply: Fields;
  depth: number;
}

type Decode<T> = (reply: Fields, rest: AsyncIterable<Part>) => T | Promise<T>;
type Parse = (text: string) => unknown;

/**
 * Unpacks a reply (gzip or plain), parses it and decodes it; `name` stands for the whole in errors (`jsz`).
 * Throws a `malformed` WireError where it is no JSON, no object, too large, or not what `decode` expects.
 */
export async function decodeReply<T>(reply: Reply, name: string, decode: Decode<T>): Promise<T> {
  return decodeWhole(await textOf(reply, name), name, decode);
}

/**
 * The same for a reply of JSZ, which may be large: it is decoded part by part, letting others have their turn in between.
 * Measured on replies of 4 and 8 MB on a busy machine, against parsing each in one go: no more CPU time (in a quieter hour
 * a quarter less), and mostly a fraction of the longest delay. A worker thread took twice the CPU time, and nearly as much
 * of this thread's: reading its reports, as structured clones or as JSON, is the work of JSON.parse again.
 */
export async function decodeJszReply<T>(reply: Reply, name: string, decode: Decode<T>): Promise<T> {
  if (isShort(reply, name)) return decodeReply(reply, name, decode);
  return oneAtATime(async () => {
    try {
      return await exactly((parse) => decodeParts(reply, name, parse, decode));
    } catch (error) {
      if (!(error instanceof WrongCut)) throw error;
      const text = await textOf(reply, name, LONGEST_SLICE).catch(() => null);
      if (text === null) throw notJson(name, error.message, error);
      return decodeWhole(text, name, decode);
    }
  });
}

function decodeWhole<T>(text: string, name: string, decode: Decode<T>): Promise<T> {
  return exactly((parse) => {
    try {
      return decode(new Fields(parse(withoutUnreadPeers(text)), name), nothingMore());
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      throw notJson(name, text === "" ? "an empty body" : error.message, error);
    }
  });
}

async function decodeParts<T>(reply: Reply, name: string, parse: Parse, decode: Decode<T>): Promise<T> {
  const parts = partsOf(reply, name, parse);
  try {
    const first = await parts.next();
    return first.done ? await decodeWhole("", name, decode) : await decode(first.value.reply, parts);
  } finally {
    await parts.return();
  }
}

async function* partsOf(reply: Reply, name: string, parse: Parse): AsyncGenerator<Part, void> {
  for await (const { text, depth } of slicesOf(textParts(reply, name), name)) {
    if (isTurnOver()) await nextTurn();
    yield { reply: new Fields(parsedSlice(text, parse), name), depth };
  }
}

/** A slice that is no JSON: it was cut in the wrong place, or the whole is no JSON either. */
class WrongCut extends Error {
  override readonly name = "WrongCut";
}

function parsedSlice(text: string, parse: Parse): unknown {
  try {
    return parse(text);
  } catch (error) {
    throw new WrongCut(messageOf(error), { cause: error });
  }
}

async function* nothingMore(): AsyncGenerator<never> {}

/**
 * Where an exact count is beyond 2^53, everything is parsed once more with such counts quoted: that costs nothing in the
 * usual case, while JSON.parse with a reviver would take ten times as long.
 */
async function exactly<T>(read: (parse: Parse) => T | Promise<T>): Promise<T> {
  try {
    return await read(JSON.parse);
  } catch (error) {
    if (!(error instanceof InexactCount)) throw error;
    return read((text) => JSON.parse(text.replace(EXACT_COUNTS, '"$1":"$2"')));
  }
}

function notJson(name: string, why: string, cause: unknown): WireError {
  return new WireError("malformed", `${name}: not JSON: ${why.slice(0, 160)}`, { cause });
}
