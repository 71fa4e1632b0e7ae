import { isUtf8 } from "node:buffer";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { constants, createZstdCompress, gunzipSync } from "node:zlib";
import type { Reply } from "../nats/wire.ts";
import { encodeHeader, encodeLine, MAX_TAPE_BYTES, replyReferenceTo } from "./format.ts";
import type { Redactor } from "./redact.ts";
import type { AnswerEvent, StatusEvent, TapeEvent, TapeHeader } from "./tape.ts";

/** Takes events as they happen and makes a recording of them. */
export interface TapeWriter {
  /** What comes after `ended` is dropped. */
  add(event: TapeEvent): void;
  /** Aborts when nothing more is taken: the recording is as long as can be read back, or writing has failed. */
  ended: AbortSignal;
  /** Writes the end; `duration` in ms. Resolves when the last byte has been handed on. */
  finish(duration: number): Promise<void>;
  /** How much has been recorded. */
  size(): { answers: number; bytes: number };
}

/** The only reply headers that mean something to a reader: no token or other header gets into a file by accident. */
const KEPT_HEADERS = ["status", "description", "content-encoding"];
const MAX_BODY = 2 ** 28;
/** How often a compressed block is closed, ms of tape: a cut costs no more than that. */
const FLUSH_INTERVAL = 5000;
/** Kept free for the line with the end, bytes. */
const END_ROOM = 64;

/**
 * Writes a recording in pieces to `handOn`; see `format.ts`. Compressed bodies are stored uncompressed, as the file's own
 * compression does better over many of them, with how long they were: what is asked next depends on what answers cost.
 * With a redactor nothing is written that it has not seen; a body that is not JSON is then dropped. It has no more than
 * `maxBytes` uncompressed.
 */
export function createTapeWriter(
  header: TapeHeader,
  handOn: (piece: Uint8Array) => void,
  redactor: Redactor | null = null,
  maxBytes = MAX_TAPE_BYTES,
): TapeWriter {
  const ended = new AbortController();
  const numbers = new Map<string, number>();
  let answers = 0;
  let bytes = 0;
  let length = 0;
  let flushedAt = 0;
  const compressor = createZstdCompress({
    params: {
      [constants.ZSTD_c_compressionLevel]: 12,
      [constants.ZSTD_c_windowLog]: 25,
      [constants.ZSTD_c_enableLongDistanceMatching]: 1,
      [constants.ZSTD_c_checksumFlag]: 1,
    },
  });
  compressor.on("data", (piece: Uint8Array) => {
    bytes += piece.length;
    handOn(piece);
  });
  write(encodeHeader(redactor ? redactor.header(header) : header));
  compressor.flush();

  return {
    ended: ended.signal,
    add(event) {
      if (ended.signal.aborted) return;
      if (event.kind === "status") addStatus(event);
      else addAnswer(event);
      if (event.at - flushedAt < FLUSH_INTERVAL) return;
      flushedAt = event.at;
      compressor.flush();
    },
    async finish(duration) {
      compressor.end(encodeLine({ end: duration }));
      await once(compressor, "end");
    },
    size: () => ({ answers, bytes }),
  };

  /** Once a line has not fitted, no further one is written: it may refer to that line, or tell of a later time. */
  function write(line: string): void {
    length += Buffer.byteLength(line);
    if (length > maxBytes - END_ROOM) ended.abort();
    if (!ended.signal.aborted) compressor.write(line);
  }

  function addStatus(event: StatusEvent): void {
    const { at, wire, status } = redactor ? redactor.status(event) : event;
    write(encodeLine({ at, wire, status: { ...status, url: withoutCredentials(status.url) } }));
  }

  function addAnswer(event: AnswerEvent): void {
    const { at, took, wire, subject, body, requestInfo, fault } = redactor ? redactor.answer(event) : event;
    const replies = event.replies.map(decoded).map((reply) => replyReferenceTo(bodyNumber(reply), reply));
    write(
      encodeLine({
        at,
        took,
        wire,
        subject,
        body,
        ...(requestInfo && { requestInfo }),
        replies,
        ...(fault && { fault }),
      }),
    );
    if (!ended.signal.aborted) answers += 1;
  }

  function bodyNumber(reply: Reply): number {
    const line = bodyLine(reply, redactor);
    const hash = createHash("sha256").update(line).digest("base64");
    const known = numbers.get(hash);
    if (known !== undefined) return known;
    write(line);
    numbers.set(hash, numbers.size);
    return numbers.size - 1;
  }
}

function bodyLine({ body, packed }: Reply, redactor: Redactor | null): string {
  const text = isUtf8(body) ? Buffer.from(body).toString("utf8") : null;
  if (redactor) return encodeLine({ text: text === null ? "" : redactor.body(text), packed });
  return encodeLine(text === null ? { base64: Buffer.from(body).toString("base64") } : { text, packed });
}

/** The reply with its body as text; one that claims to be gzip and is not stays as it came. */
function decoded(reply: Reply): Reply {
  const kept = Object.entries(reply.headers).filter(([name]) => KEPT_HEADERS.includes(name.toLowerCase()));
  const isEncoding = ([name]: [string, string]) => name.toLowerCase() === "content-encoding";
  if (kept.find(isEncoding)?.[1] === "gzip") {
    try {
      const body = gunzipSync(reply.body, { maxOutputLength: MAX_BODY });
      const headers = Object.fromEntries(kept.filter((entry) => !isEncoding(entry)));
      return { headers, body, packed: reply.body.byteLength };
    } catch {
      // Kept, so that the replay shows the same fault.
    }
  }
  return { headers: Object.fromEntries(kept), body: reply.body };
}

/** An operator may have put them into the URL, where they do not belong. */
function withoutCredentials(url: string): string {
  return url.replace(/^([a-z]+:\/\/)[^/@]*@/i, "$1").replace(/[?#].*$/s, "");
}
