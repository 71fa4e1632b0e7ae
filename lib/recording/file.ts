import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
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
    const cause = error instanceof Error ? error.message : String(error);
    throw new TapeError(`recording ${path} cannot be read: ${cause}`, { cause: error });
  }
}

/**
 * Writes a recording to a file that appears, whole, when `finish` resolves: until then it is a hidden file beside it.
 * Throws the system's error where the folder cannot be written, `finish` that of any piece.
 */
export function createTapeFile(path: string, header: TapeHeader, redactor: Redactor | null = null): TapeWriter {
  const unfinished = join(dirname(path), `.${basename(path)}.${process.pid}`);
  const file = openSync(unfinished, "w");
  let failure: unknown = null;
  const writer = createTapeWriter(header, write, redactor);
  return {
    ...writer,
    async finish(duration) {
      try {
        await writer.finish(duration);
        if (failure) throw failure;
        fsyncSync(file);
        renameSync(unfinished, path);
      } finally {
        closeSync(file);
        rmSync(unfinished, { force: true });
      }
    },
  };

  /** Called by the compressor's stream, where an error would end the process. */
  function write(piece: Uint8Array): void {
    try {
      if (!failure) writeFileSync(file, piece);
    } catch (error) {
      failure = error;
    }
  }
}
