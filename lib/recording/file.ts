import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { messageOf } from "../model/words.ts";
import { readTape } from "./read.ts";
import type { Redactor } from "./redact.ts";
import { type Tape, TapeError, type TapeHeader } from "./tape.ts";
import { createTapeWriter, type TapeWriter } from "./write.ts";

/** Reads a recording from a file; throws `TapeError` with its name where that fails. */
export function readTapeFile(path: string): Tape {
  return readTape(readBytes(path), basename(path));
}

/** Why a file cannot be replayed; null where it can. */
export function tapeFault(path: string): string | null {
  try {
    readTapeFile(path);
    return null;
  } catch (error) {
    if (error instanceof TapeError) return error.message;
    throw error;
  }
}

function readBytes(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new TapeError(`recording ${path} cannot be read: ${messageOf(error)}`, { cause: error });
  }
}

/**
 * Writes a recording to a file that appears, whole, when `finish` resolves: until then there is a hidden file beside it,
 * which stays where it cannot be finished. Throws the system's error where nothing can be written to `path`. It has `ended` when
 * a piece could not be written as well; `finish` then throws why, and names the hidden file where anything is in it.
 */
export function createTapeFile(path: string, header: TapeHeader, redactor: Redactor | null = null): TapeWriter {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw new Error("it is a folder, not a file to write");
  const unfinished = join(dirname(path), `.${basename(path)}.${process.pid}`);
  const file = openSync(unfinished, "w");
  const failed = new AbortController();
  const writer = createTapeWriter(header, write, redactor);
  return {
    ...writer,
    ended: AbortSignal.any([writer.ended, failed.signal]),
    async finish(duration) {
      try {
        await writer.finish(duration);
        failed.signal.throwIfAborted();
        fsyncSync(file);
        renameSync(unfinished, path);
      } catch (error) {
        throw withRest(error);
      } finally {
        closeSync(file);
      }
    },
  };

  /** Called by the compressor's stream, where an error would end the process. */
  function write(piece: Uint8Array): void {
    try {
      if (!failed.signal.aborted) writeFileSync(file, piece);
    } catch (error) {
      failed.abort(error);
    }
  }

  function withRest(error: unknown): unknown {
    const size = statSync(unfinished, { throwIfNoEntry: false })?.size ?? 0;
    if (size > 0 && writer.size().answers > 0) {
      const message = `${messageOf(error)}; what was recorded until then is in ${unfinished}`;
      return new Error(message, { cause: error });
    }
    rmSync(unfinished, { force: true });
    return error;
  }
}
