import { isUtf8 } from "node:buffer";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { constants, createZstdCompress, gunzipSync } from "node:zlib";
import type { Reply } from "../nats/wire.ts";
import { encodeHeader, encodeLine, replyReferenceTo } from "./format.ts";
import type { Redactor } from "./redact.ts";
import type { AnswerEvent, StatusEvent, TapeEvent, TapeHeader } from "./tape.ts";

/** Takes events as they happen and makes a recording of them. */
export interface TapeWriter {
  add(event: TapeEvent): void;
  /** Writes the end; `duration` in ms. Resolves when the last byte has been handed on. */
  finish(duration: number): Promise<void>;
  /** How much has been recorded. */
  size(): { answers: number; bytes: number };
}

/** The only reply headers that mean something to a reader: no token or other header gets into a file by accident. */
const KEPT_HEADERS = ["status", "description", "content-encoding"];
const MAX_BODY = 2 ** 28;
/** Every so many ms of tape a compressed block is closed, so that a cut costs no more than that. */
const FLUSH_INTERVAL = 5000;

/**
 * Writes a recording in pieces to `handOn`; see `format.ts`. Compressed bodies are stored uncompressed, as the file's own
 * compression does better over many of them. With a redactor nothing is written that it has not seen; a body that is
 * not JSON is then dropped.
 */
export function createTapeWriter(
  header: TapeHeader,
  handOn: (piece: Uint8Array) => void,
  redactor: Redactor | null = null,
): TapeWriter {
  const numbers = new Map<string, number>();
  let answers = 0;
  let bytes = 0;
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
  compressor.write(encodeHeader(redactor ? redactor.header(header) : header));
  compressor.flush();

  return {
    add(event) {
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

  function addStatus(event: StatusEvent): void {
    const { at, wire, status } = redactor ? redactor.status(event) : event;
    compressor.write(encodeLine({ at, wire, status: { ...status, url: withoutCredentials(status.url) } }));
  }

  function addAnswer(event: AnswerEvent): void {
    answers += 1;
    const { at, took, wire, subject, body, requestInfo, fault } = redactor ? redactor.answer(event) : event;
    const replies = event.replies.map(decoded).map((reply) => replyReferenceTo(bodyNumber(reply.body), reply));
    compressor.write(
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
  }

  function bodyNumber(body: Uint8Array): number {
    const line = bodyLine(body, redactor);
    const hash = createHash("sha256").update(line).digest("base64");
    const known = numbers.get(hash);
    if (known !== undefined) return known;
    compressor.write(line);
    numbers.set(hash, numbers.size);
    return numbers.size - 1;
  }
}

function bodyLine(body: Uint8Array, redactor: Redactor | null): string {
  const text = isUtf8(body) ? Buffer.from(body).toString("utf8") : null;
  if (redactor) return encodeLine({ text: text === null ? "" : redactor.body(text) });
  return encodeLine(text === null ? { base64: Buffer.from(body).toString("base64") } : { text });
}

/** The reply with its body as text; one that claims to be gzip and is not stays as it came. */
function decoded(reply: Reply): Reply {
  const kept = Object.entries(reply.headers).filter(([name]) => KEPT_HEADERS.includes(name.toLowerCase()));
  const isEncoding = ([name]: [string, string]) => name.toLowerCase() === "content-encoding";
  if (kept.find(isEncoding)?.[1] === "gzip") {
    try {
      const body = gunzipSync(reply.body, { maxOutputLength: MAX_BODY });
      return { headers: Object.fromEntries(kept.filter((entry) => !isEncoding(entry))), body };
    } catch {
      // Kept: the replay shall show the same fault.
    }
  }
  return { headers: Object.fromEntries(kept), body: reply.body };
}

/** An operator may have put them into the URL, where they do not belong. */
function withoutCredentials(url: string): string {
  return url.replace(/^([a-z]+:\/\/)[^/@]*@/i, "$1").replace(/[?#].*$/s, "");
}
