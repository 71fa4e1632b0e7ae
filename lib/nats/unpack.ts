import { StringDecoder } from "node:string_decoder";
import { promisify } from "node:util";
import { constants, createGunzip, gunzip, gunzipSync } from "node:zlib";
import { messageOf } from "../model/words.ts";
import { type Reply, WireError } from "./wire.ts";

const unzip = promisify(gunzip);

/** Largest body after unpacking, bytes: 100,000 streams with their configs are about 60 MB. */
const MAX_UNPACKED = 128 * 1024 * 1024;
/** JSZ unpacks to about this many times its size. */
const USUAL_RATIO = 16;
/** Packed replies up to this, bytes, are unpacked in the turn in which they come. */
const SHORT = 16 * 1024;
/** What is unpacked at once, bytes: zlib goes back and forth between threads for each chunk. */
const CHUNK = 64 * 1024;

/** Whether a reply is read so fast, in some 3 ms, that it need not let others have their turn. */
export function isShort(reply: Reply, name: string): boolean {
  return reply.body.byteLength <= (isPacked(reply, name) ? SHORT : USUAL_RATIO * SHORT);
}

/**
 * A reply (gzip or plain) as text; `name` stands for it in errors. Throws a `malformed` WireError for what cannot be
 * unpacked or is longer than `most` bytes.
 */
export async function textOf(reply: Reply, name: string, most = MAX_UNPACKED): Promise<string> {
  try {
    const body = isPacked(reply, name) ? await unzipped(reply.body, most) : bytesOf(reply.body);
    return sized(body, body.length, most).toString("utf8");
  } catch (error) {
    throw explained(error, name);
  }
}

/**
 * The same in parts of some 64 kB, each unpacked by another thread while the one before is read. A large body in one piece
 * outlives the young generation, and for each 64 MB of those V8 walks through all that Plimsoll knows of a system.
 */
export async function* textParts(reply: Reply, name: string): AsyncGenerator<string, void> {
  const decoder = new StringDecoder("utf8");
  let length = 0;
  try {
    for await (const chunk of isPacked(reply, name) ? unzippedChunks(reply.body) : chunksOf(reply.body)) {
      length += chunk.length;
      yield decoder.write(sized(chunk, length, MAX_UNPACKED));
    }
  } catch (error) {
    throw explained(error, name);
  }
  yield decoder.end();
}

function isPacked({ headers }: Reply, name: string): boolean {
  const encoding = headers["content-encoding"] ?? "identity";
  if (encoding === "identity" || encoding === "gzip") return encoding === "gzip";
  throw new WireError("malformed", `${name}: unknown encoding ${encoding.slice(0, 20)}`);
}

async function unzipped(body: Uint8Array, most: number): Promise<Buffer> {
  return unzippedHere(body) ?? (await unzip(body, { maxOutputLength: most, chunkSize: CHUNK }));
}

/**
 * The short replies of hundreds of servers to one poll are unpacked at once, in less time than it takes to hand them to
 * another thread, where they would wait behind large ones. Null for what is not short, packed or not.
 */
function unzippedHere(body: Uint8Array): Buffer | null {
  if (body.byteLength > SHORT) return null;
  const most = USUAL_RATIO * SHORT;
  try {
    // A byte more than it should take, so that zlib sees the end without another chunk.
    return gunzipSync(body, { maxOutputLength: most, chunkSize: Math.min(lengthSaid(body), most) + 1 });
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** The unpacked size that gzip notes at its end, bytes (RFC 1952: ISIZE); at least the least chunk that zlib takes. */
function lengthSaid(body: Uint8Array): number {
  const said = body.byteLength < 4 ? 0 : bytesOf(body).readUInt32LE(body.byteLength - 4);
  return Math.max(said, constants.Z_MIN_CHUNK);
}

function unzippedChunks(body: Uint8Array): AsyncIterable<Buffer> {
  return createGunzip({ chunkSize: CHUNK }).end(body);
}

function* chunksOf(body: Uint8Array): Generator<Buffer> {
  const bytes = sized(bytesOf(body), body.byteLength, MAX_UNPACKED);
  for (let at = 0; at < bytes.length; at += CHUNK) yield bytes.subarray(at, at + CHUNK);
}

function bytesOf(body: Uint8Array): Buffer {
  return Buffer.from(body.buffer, body.byteOffset, body.byteLength);
}

function sized(bytes: Buffer, length: number, most: number): Buffer {
  if (length <= most) return bytes;
  throw new RangeError(`more than ${most} bytes, more than any server means`);
}

function explained(error: unknown, name: string): WireError {
  if (error instanceof WireError) return error;
  return new WireError("malformed", `${name}: cannot be unpacked: ${messageOf(error)}`, { cause: error });
}
