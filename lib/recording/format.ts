import { z } from "zod";
import type { Fault } from "../model/probe.ts";
import type { Reply, WireStatus } from "../nats/wire.ts";
import type { TapeHeader } from "./tape.ts";

/**
 * The file format `.rec`, version 1: lines of JSON, zstd-compressed as one frame with a window long enough that a reply
 * costs only what differs from the one before.
 *
 * The first line is the header. A line with `text` or `base64` is a reply body; bodies count from 0, in order, and
 * are written once however often they come. A line with `subject` is a question with its answer, whose replies name
 * their bodies. A line with `status` is a change of a link. The last line has `end`, the duration; a file without it was cut off.
 */
const FORMAT = "plimsoll-recording";
export const FORMAT_VERSION = 1;
/** The most that is read, and so written, uncompressed, bytes: 4 minutes of a system of 110,000 assets came to 288 MiB. */
export const MAX_TAPE_BYTES = 2 ** 29;

const FAULTS = {
  timeout: "timeout",
  "no-responders": "no-responders",
  denied: "denied",
  malformed: "malformed",
  closed: "closed",
  unavailable: "unavailable",
} as const satisfies { [fault in Fault]: fault };

const fault = z.enum(FAULTS);
const at = z.int().min(0);
const headers = z.record(z.string(), z.string());

const problem = z.object({ fault, message: z.string(), remedy: z.string() }).nullable();
const status: z.ZodType<WireStatus> = z.discriminatedUnion("state", [
  z.object({ state: z.literal("connecting"), url: z.string(), problem }),
  z.object({
    state: z.literal("connected"),
    url: z.string(),
    serverName: z.string(),
    serverId: z.string(),
    problem: z.null(),
  }),
  z.object({ state: z.literal("disconnected"), url: z.string(), problem }),
]);

/** Read before all else, so that a newer file is called newer and not broken. */
export const preamble = z.object({ format: z.literal(FORMAT), version: z.int() });

export const headerLine: z.ZodType<TapeHeader> = z.object({
  title: z.string(),
  recordedAt: z.number(),
  isRedacted: z.boolean(),
  contexts: z.array(
    z.object({
      name: z.string(),
      pollInterval: z.number().positive(),
      accountPrefix: z.string().nullable(),
      accountLookup: z.enum(["none", "system-header"]),
      budget: z.object({ bytes: z.number().positive(), requests: z.number().positive() }).optional(),
      hasImports: z.boolean().optional(),
      accounts: z.array(
        z.discriminatedUnion("kind", [
          z.object({ kind: z.literal("user"), account: z.string() }),
          z.object({ kind: z.literal("import"), account: z.string(), apiPrefix: z.string() }),
        ]),
      ),
    }),
  ),
});

/** A body's number and its headers, which most replies do not have. */
const replyReference = z.union([z.tuple([z.int().min(0)]), z.tuple([z.int().min(0), headers])]);

/** `packed` is how long the body was as it came, bytes, where it came compressed. */
const textLine = z.object({ text: z.string(), packed: z.int().min(0).optional() });
const base64Line = z.object({ base64: z.base64() });
const answerLine = z.object({
  at,
  took: z.int().min(0),
  wire: z.string(),
  subject: z.string(),
  body: z.string(),
  requestInfo: z.string().optional(),
  replies: z.array(replyReference),
  fault: z.object({ fault, message: z.string() }).optional(),
});
const statusLine = z.object({ at, wire: z.string(), status });
const endLine = z.object({ end: at });

export type AnswerLine = z.infer<typeof answerLine>;
export type ReplyReference = z.infer<typeof replyReference>;

/** The kinds of lines after the header, by the key that tells them. */
export const lineKinds = {
  subject: answerLine,
  text: textLine,
  base64: base64Line,
  status: statusLine,
  end: endLine,
} as const;

export type Line =
  | z.infer<typeof textLine>
  | z.infer<typeof base64Line>
  | AnswerLine
  | z.infer<typeof statusLine>
  | z.infer<typeof endLine>;

export function encodeHeader(header: TapeHeader): string {
  return `${JSON.stringify({ format: FORMAT, version: FORMAT_VERSION, ...header })}\n`;
}

export function encodeLine(line: Line): string {
  return `${JSON.stringify(line)}\n`;
}

/** How a reply refers to the body with this number. */
export function replyReferenceTo(body: number, reply: Pick<Reply, "headers">): ReplyReference {
  return Object.keys(reply.headers).length > 0 ? [body, reply.headers] : [body];
}
