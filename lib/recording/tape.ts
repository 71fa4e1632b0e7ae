import type { AskingBudget, ContextConfig } from "../model/context.ts";
import type { Fault } from "../model/probe.ts";
import type { Reply, WireStatus } from "../nats/wire.ts";

/** What a recording says about itself, before its first event. */
export interface TapeHeader {
  title: string;
  /** Start of the tape, ms since the epoch. */
  recordedAt: number;
  /** Whether names were replaced by pseudonyms. */
  isRedacted: boolean;
  contexts: RecordedContext[];
}

/** A context as far as a replay needs it: no addresses, no credentials. */
export interface RecordedContext
  extends Pick<ContextConfig, "name" | "accountPrefix" | "accountLookup" | "pollInterval"> {
  accounts: RecordedAccess[];
  /** Where it is not the usual one. */
  budget?: AskingBudget | undefined;
  /** Whether imports have a connection of their own. */
  hasImports?: boolean | undefined;
}

export type RecordedAccess = { kind: "user"; account: string } | { kind: "import"; account: string; apiPrefix: string };

/** A question, as far as the answer depends on it. */
export interface Question {
  wire: string;
  subject: string;
  body: string;
  /** `Nats-Request-Info`, which names the account that is asked about; null without it. */
  requestInfo: string | null;
}

/** A question with all that came back; `fault` stands where it failed, after what had come by then. */
export interface AnswerEvent extends Question {
  kind: "answer";
  /** When the answer was complete, ms since the start of the tape. */
  at: number;
  /** How long that was after the question, ms. */
  took: number;
  replies: Reply[];
  fault: { fault: Fault; message: string } | null;
}

export interface StatusEvent {
  kind: "status";
  /** ms since the start of the tape. */
  at: number;
  wire: string;
  status: WireStatus;
}

export type TapeEvent = AnswerEvent | StatusEvent;

/** A recording in memory. */
export interface Tape {
  header: TapeHeader;
  /** In order of time. */
  events: TapeEvent[];
  /** ms. */
  duration: number;
  /** What is wrong with a recording that can still be replayed: it ends early; null where it is whole. */
  notice: string | null;
}

/** A recording that cannot be read; the message names the file and the line. */
export class TapeError extends Error {
  override readonly name = "TapeError";
}
