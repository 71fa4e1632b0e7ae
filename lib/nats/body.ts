import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { Fields, InexactCount } from "./fields.ts";
import { type Reply, WireError } from "./wire.ts";

const unzip = promisify(gunzip);

/** Largest body after unpacking, bytes: 100,000 streams with their configs are about 60 MB. */
const MAX_UNPACKED = 256 * 1024 * 1024;

/** Counts that are shown exactly; all others may be rounded beyond 2^53. */
const EXACT_COUNTS = /(?<!\\)"(messages|bytes|last_seq|num_pending)":\s*(\d{16,})/g;

/**
 * Unpacks a reply (gzip or plain), parses it and decodes it; `name` stands for the whole in errors (`jsz`).
 * Throws a `malformed` WireError for what is no JSON, no object, too large, or not as `decode` expects it.
 */
export async function decodeReply<T>(reply: Reply, name: string, decode: (fields: Fields) => T): Promise<T> {
  return decodeText(await textOf(reply, name), name, decode);
}

/**
 * Parses and decodes a text. Where an exact count is beyond 2^53, the text is parsed once more with such counts quoted:
 * that costs nothing in the usual case, where JSON.parse with a reviver would take ten times as long.
 */
export function decodeText<T>(text: string, name: string, decode: (fields: Fields) => T): T {
  try {
    return decode(new Fields(parse(text, name), name));
  } catch (error) {
    if (!(error instanceof InexactCount)) throw error;
    return decode(new Fields(parse(text.replace(EXACT_COUNTS, '"$1":"$2"'), name), name));
  }
}

function parse(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const cause = text === "" ? "an empty body" : error instanceof Error ? error.message : String(error);
    throw new WireError("malformed", `${name}: not JSON: ${cause.slice(0, 160)}`, { cause: error });
  }
}

async function textOf({ headers, body }: Reply, name: string): Promise<string> {
  const encoding = headers["content-encoding"] ?? "identity";
  if (encoding === "identity") return new TextDecoder().decode(body);
  if (encoding !== "gzip") throw new WireError("malformed", `${name}: unknown encoding ${encoding.slice(0, 20)}`);
  try {
    return (await unzip(body, { maxOutputLength: MAX_UNPACKED })).toString("utf8");
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    throw new WireError("malformed", `${name}: cannot be unpacked: ${cause}`, { cause: error });
  }
}
