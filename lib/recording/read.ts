import { constants, zstdDecompressSync } from "node:zlib";
import { z } from "zod";
import { messageOf } from "../model/words.ts";
import type { Reply } from "../nats/wire.ts";
import {
  type AnswerLine,
  FORMAT_VERSION,
  headerLine,
  type Line,
  lineKinds,
  MAX_TAPE_BYTES,
  preamble,
  type ReplyReference,
} from "./format.ts";
import { type AnswerEvent, type Tape, TapeError, type TapeEvent } from "./tape.ts";

const NEWLINE = 10;

type Body = Omit<Reply, "headers">;

/**
 * Reads a recording into memory.
 *
 * A file that was cut off is read up to its last whole line, and `notice` says so. Throws `TapeError` with the file's
 * name and the line for one that is no recording, of a different format version, damaged, or larger than `maxBytes`
 * uncompressed.
 */
export function readTape(bytes: Uint8Array, name: string, maxBytes = MAX_TAPE_BYTES): Tape {
  const lines = splitLines(decompress(bytes, name, maxBytes));
  const [first, ...rest] = lines;
  if (first === undefined) throw new TapeError(`recording ${name}: cut off before its header is whole`);
  const header = readHeader(first, `recording ${name}, line 1`);

  const bodies: Body[] = [];
  const events: TapeEvent[] = [];
  let duration: number | null = null;
  for (const [index, text] of rest.entries()) {
    const place = `recording ${name}, line ${index + 2}`;
    if (duration !== null) throw new TapeError(`${place}: the recording ended on the line before`);
    const line = readLine(text, place);
    if ("end" in line) duration = line.end;
    else if ("text" in line) bodies.push({ body: Buffer.from(line.text), packed: line.packed });
    else if ("base64" in line) bodies.push({ body: Buffer.from(line.base64, "base64") });
    else events.push("status" in line ? { kind: "status", ...line } : readAnswer(line, bodies, place));
    const now = "at" in line ? line.at : "end" in line ? line.end : null;
    const before = events.at("at" in line ? -2 : -1)?.at;
    if (now !== null && before !== undefined && now < before)
      throw new TapeError(`${place}: time goes back from ${before} to ${now} ms`);
  }
  const seen = events.at(-1)?.at ?? 0;
  const notice =
    duration === null
      ? `recording ${name} is cut off after line ${lines.length}: it shows the first ${Math.round(seen / 1000)} s`
      : null;
  return { header, events, duration: duration ?? seen, notice };
}

function decompress(bytes: Uint8Array, name: string, maxBytes: number): Buffer {
  try {
    return zstdDecompressSync(bytes, { maxOutputLength: maxBytes, finishFlush: constants.ZSTD_e_flush });
  } catch (error) {
    throw new TapeError(`recording ${name}: ${decompressionFault(error, maxBytes)}`, { cause: error });
  }
}

function decompressionFault(error: unknown, maxBytes: number): string {
  const code = error instanceof Error && "code" in error ? error.code : null;
  if (code === "ERR_BUFFER_TOO_LARGE") return `larger than ${maxBytes} bytes uncompressed`;
  if (code === "ZSTD_error_prefix_unknown") return "not a recording: it is not zstd-compressed";
  return `damaged: ${messageOf(error)}`;
}

/** The lines that end with a newline: whatever follows the last newline was cut off. */
function splitLines(bytes: Buffer): string[] {
  const lines: string[] = [];
  for (let start = 0, end = 0; ; start = end + 1) {
    end = bytes.indexOf(NEWLINE, start);
    if (end === -1) return lines;
    lines.push(bytes.toString("utf8", start, end));
  }
}

function readHeader(text: string, place: string): Tape["header"] {
  const json = parseJson(text, place);
  const { version } = check(preamble, json, place);
  if (version !== FORMAT_VERSION)
    throw new TapeError(`${place}: format version ${version}; this Plimsoll reads version ${FORMAT_VERSION}`);
  return check(headerLine, json, place);
}

function readLine(text: string, place: string): Line {
  const json = parseJson(text, place);
  for (const [key, kind] of Object.entries(lineKinds)) {
    if (typeof json === "object" && json !== null && Object.hasOwn(json, key)) return check<Line>(kind, json, place);
  }
  throw new TapeError(`${place}: none of ${Object.keys(lineKinds).join(", ")} is in it`);
}

function readAnswer(line: AnswerLine, bodies: Body[], place: string): AnswerEvent {
  const { requestInfo = null, fault = null } = line;
  const replies = line.replies.map((reference) => readReply(reference, bodies, place));
  return { kind: "answer", ...line, requestInfo, fault, replies };
}

function readReply([number, headers = {}]: ReplyReference, bodies: Body[], place: string): Reply {
  const body = bodies[number];
  if (!body) throw new TapeError(`${place}: body ${number} does not come before it`);
  return { headers, ...body };
}

function parseJson(text: string, place: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new TapeError(`${place}: not JSON`, { cause: error });
  }
}

function check<T>(schema: z.ZodType<T>, json: unknown, place: string): T {
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const path = issue?.path.length ? `${z.core.toDotPath(issue.path)}: ` : "";
  throw new TapeError(`${place}: ${path}${issue?.message ?? "not understood"}`);
}
