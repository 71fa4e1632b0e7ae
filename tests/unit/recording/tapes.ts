import type { Redactor } from "#lib/recording/redact.ts";
import type { AnswerEvent, Tape, TapeEvent, TapeHeader } from "#lib/recording/tape.ts";
import { createTapeWriter } from "#lib/recording/write.ts";

export const header: TapeHeader = {
  title: "a test",
  recordedAt: 1_700_000_000_000,
  isRedacted: false,
  contexts: [
    {
      name: "prod",
      pollInterval: 2000,
      accountPrefix: "mon.{account}",
      accountLookup: "none",
      budget: { bytes: 65_536, requests: 5 },
      accounts: [
        { kind: "user", account: "APP" },
        { kind: "import", account: "BILLING", apiPrefix: "mon.BILLING" },
      ],
    },
  ],
};

/** The bytes of a recording with these events. */
export async function writeTape(
  events: TapeEvent[],
  { duration = events.at(-1)?.at ?? 0, redactor = null }: { duration?: number; redactor?: Redactor | null } = {},
): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  const writer = createTapeWriter(header, (piece) => pieces.push(piece), redactor);
  for (const event of events) writer.add(event);
  await writer.finish(duration);
  return Buffer.concat(pieces);
}

export function tapeOf(events: TapeEvent[], duration: number): Tape {
  return { header, events, duration, notice: null };
}

/** A question of the wire `prod` that got these replies. */
export function answered(at: number, subject: string, ...bodies: string[]): AnswerEvent {
  const replies = bodies.map((body) => ({ headers: {}, body: Buffer.from(body) }));
  return { kind: "answer", at, took: 0, wire: "prod", subject, body: "", requestInfo: null, replies, fault: null };
}

/** All that an iterable gives. */
export async function gather<T>(items: AsyncIterable<T>): Promise<T[]> {
  const gathered: T[] = [];
  for await (const item of items) gathered.push(item);
  return gathered;
}
