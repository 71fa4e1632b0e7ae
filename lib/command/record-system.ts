import { setTimeout as sleep } from "node:timers/promises";
import { renewing } from "../collector/renew.ts";
import { watchContext } from "../collector/watch-context.ts";
import type { ContextConfig, Target } from "../model/context.ts";
import { messageOf } from "../model/words.ts";
import { connectWire } from "../nats/connect.ts";
import { describeContext } from "../recording/contexts.ts";
import { createTapeFile } from "../recording/file.ts";
import { recordWire } from "../recording/record.ts";
import type { Redactor } from "../recording/redact.ts";
import type { TapeEvent } from "../recording/tape.ts";

export interface RecordSystemOptions {
  contexts: ContextConfig[];
  title: string;
  /** Null keeps all names. */
  redactor: Redactor | null;
  /** Path of the file, which appears when the recording is finished. */
  out: string;
  /** Ends the recording; what there is by then is written. */
  end: AbortSignal;
  /** A line for the terminal, without secrets. */
  say: (line: string) => void;
}

const REPORT_INTERVAL = 10_000;

/**
 * Watches live systems as the board does, and records all that is asked and answered. Resolves when the file is
 * written, to whether anything was answered; throws the system's error where it cannot be.
 */
export async function recordSystem(options: RecordSystemOptions): Promise<boolean> {
  const { contexts, title, redactor, out, end, say } = options;
  const startedAt = performance.now();
  const now = () => Math.round(performance.now() - startedAt);
  const described = contexts.map(describeContext);
  const header = { title, recordedAt: Date.now(), isRedacted: redactor !== null, contexts: described };
  const file = createTapeFile(out, header, redactor);
  const over = AbortSignal.any([end, file.ended]);
  const count = { answered: 0, unanswered: 0 };
  const sink = {
    now,
    // What closing cuts off is no answer.
    add: (event: TapeEvent) => {
      if (over.aborted) return;
      file.add(event);
      if (event.kind === "answer") count[event.replies.length > 0 ? "answered" : "unanswered"]++;
    },
  };
  const size = () => `${describeCount(count)}, ${Math.ceil(file.size().bytes / 1024)} kB`;
  const openWire = (target: Target, name: string) => {
    const renew = renewing(name, say);
    return recordWire(connectWire(target, { name, onLog: say, renew }), name, sink);
  };
  const onError = (error: unknown) => say(`a question failed: ${messageOf(error)}`);
  const watched = contexts.map((context) => watchContext(context, { openWire, source: { kind: "live" }, onError }));

  while (!over.aborted) {
    await sleep(REPORT_INTERVAL, undefined, { signal: over }).catch(() => {});
    if (!over.aborted) say(`${Math.round(now() / 1000)} s, ${size()}`);
  }
  try {
    await file.finish(now());
  } finally {
    await Promise.all(watched.map((context) => context.close()));
  }
  const length = file.ended.aborted ? "; it ended by itself, as long as can be shown" : "";
  say(`${out}: ${Math.round(now() / 1000)} s, ${size()}${length}`);
  return count.answered > 0;
}

function describeCount({ answered, unanswered }: { answered: number; unanswered: number }): string {
  return `${answered} answers${unanswered > 0 ? `, ${unanswered} questions without one` : ""}`;
}
