import { promisify } from "node:util";
import { gunzip, gunzipSync } from "node:zlib";
import { Fields, InexactCount } from "./fields.ts";
import { LONGEST_SLICE, slicesOf } from "./jsz-slices.ts";
import { isTurnOver, nextTurn, oneAtATime } from "./turn.ts";
import { type Reply, WireError } from "./wire.ts";

const unzip = promisify(gunzip);

/** Largest body after unpacking, bytes: 100,000 streams with their configs are about 60 MB. */
const MAX_UNPACKED = 128 * 1024 * 1024;
/** Replies of JSZ beyond this, bytes, are read in turns with others: to read so many takes 3 ms. */
const LARGE = 256 * 1024;
/** Replies up to this, bytes as they come, are unpacked in the turn in which they come. */
const SHORT = 16 * 1024;
/** JSZ unpacks to about this many times its size. zlib goes back and forth between threads for each chunk, bytes. */
const USUAL_RATIO = 16;
const SHORTEST_CHUNK = 16 * 1024;
const LONGEST_CHUNK = 1024 * 1024;

/** Counts that are shown exactly; all others may be rounded beyond 2^53. */
const EXACT_COUNTS = /(?<!\\)"(messages|bytes|last_seq|num_pending)":\s*(\d{16,})/g;

/** What follows the first part of a large reply (see `JszSlice`). */
export interface Part {
  reply: Fields;
  depth: number;
}

type Decode<T> = (reply: Fields, rest: AsyncIterable<Part>) => T | Promise<T>;
type Parse = (text: string) => unknown;

/**
 * Unpacks a reply (gzip or plain), parses it and decodes it; `name` stands for the whole in errors (`jsz`).
 * Throws a `malformed` WireError for what is no JSON, no object, too large, or not as `decode` expects it.
 */
export async function decodeReply<T>(reply: Reply, name: string, decode: Decode<T>): Promise<T> {
  return decodeWhole(await unpacked(reply, name), name, decode);
}

/**
 * The same for a reply of JSZ, which may be large: it is decoded part by part, and others have their turn in between.
 * Measured on replies of 4 and 8 MB on a busy machine, beside parsing each at once: no more CPU time (in a quieter hour a
 * quarter less), and mostly a fraction of the longest delay. A worker thread took twice the CPU time, and of this
 * thread's nearly as much: to read its reports, as structured clones or as JSON, is the work of JSON.parse again.
 */
export async function decodeJszReply<T>(reply: Reply, name: string, decode: Decode<T>): Promise<T> {
  const body = await unpacked(reply, name);
  if (body.length <= LARGE) return decodeWhole(body, name, decode);
  return oneAtATime(async () => {
    try {
      return await exactly((parse) => decodeParts(body, name, parse, decode));
    } catch (error) {
      if (!(error instanceof WrongCut)) throw error;
      if (body.length > LONGEST_SLICE) throw notJson(name, error.message, error);
      return decodeWhole(body, name, decode);
    }
  });
}

function decodeWhole<T>(body: Buffer, name: string, decode: Decode<T>): Promise<T> {
  const text = body.toString("utf8");
  return exactly((parse) => {
    try {
      return decode(new Fields(parse(text), name), nothingMore());
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      throw notJson(name, text === "" ? "an empty body" : error.message, error);
    }
  });
}

async function decodeParts<T>(body: Buffer, name: string, parse: Parse, decode: Decode<T>): Promise<T> {
  const parts = partsOf(body, name, parse);
  const first = await parts.next();
  return first.done ? decodeWhole(body, name, decode) : decode(first.value.reply, parts);
}

async function* partsOf(body: Buffer, name: string, parse: Parse): AsyncGenerator<Part, void> {
  for (const { text, depth } of slicesOf(body, name)) {
    if (isTurnOver()) await nextTurn();
    yield { reply: new Fields(parsedSlice(text, parse), name), depth };
  }
}

/** A slice that is no JSON: it was cut in the wrong place, or the whole is none. */
class WrongCut extends Error {
  override readonly name = "WrongCut";
}

function parsedSlice(text: string, parse: Parse): unknown {
  try {
    return parse(text);
  } catch (error) {
    throw new WrongCut(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

async function* nothingMore(): AsyncGenerator<never> {}

/**
 * Where an exact count is beyond 2^53, all is parsed once more with such counts quoted: that costs nothing in the usual
 * case, where JSON.parse with a reviver would take ten times as long.
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

/** zlib unpacks in threads of its own. */
async function unpacked({ headers, body }: Reply, name: string): Promise<Buffer> {
  const encoding = headers["content-encoding"] ?? "identity";
  if (encoding === "identity") return sized(Buffer.from(body.buffer, body.byteOffset, body.byteLength), name);
  if (encoding !== "gzip") throw new WireError("malformed", `${name}: unknown encoding ${encoding.slice(0, 20)}`);
  const chunkSize = Math.min(Math.max(SHORTEST_CHUNK, USUAL_RATIO * body.byteLength), LONGEST_CHUNK);
  try {
    return unzippedHere(body, chunkSize) ?? (await unzip(body, { maxOutputLength: MAX_UNPACKED, chunkSize }));
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    throw new WireError("malformed", `${name}: cannot be unpacked: ${cause}`, { cause: error });
  }
}

/**
 * The short replies of hundreds of servers to one poll are unpacked at once, in less time than it takes to hand them to
 * another thread, where they would wait behind large ones. Null for what is not short, packed or not.
 */
function unzippedHere(body: Uint8Array, chunkSize: number): Buffer | null {
  if (body.byteLength > SHORT) return null;
  try {
    return gunzipSync(body, { maxOutputLength: USUAL_RATIO * SHORT, chunkSize });
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function sized(body: Buffer, name: string): Buffer {
  if (body.length <= MAX_UNPACKED) return body;
  throw new WireError("malformed", `${name}: ${body.length} bytes are more than any server means`);
}
