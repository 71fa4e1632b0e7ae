import { parseArgs } from "node:util";
import { messageOf } from "../model/words.ts";

export const USAGE = `npm run record -- --minutes N [--redact] [--redact-servers] [--title TEXT] FILE

  --minutes N        how long to record; Ctrl-C ends it earlier and writes what there is
  --redact           replace the names of accounts, streams, consumers and subjects by pseudonyms
  --redact-servers   those of servers, clusters and domains as well
  --title TEXT       what the recording is called on the board, in place of the systems' names
  --help             print this

The recording ends by itself when it is as long as can be shown, 512 MiB of answers: a large system fills it in minutes.
NATS_URL, NATS_CONTEXT or plimsoll.yaml say which systems. No credentials get into the file.
The systems' own names stay, redacted or not: PLIMSOLL_CONTEXT_NAME, or name in plimsoll.yaml, gives others.`;

export interface RecordArguments {
  /** How long to record, ms. */
  duration: number;
  /** Names of accounts, streams and consumers become pseudonyms. */
  redact: boolean;
  /** So do those of servers, clusters and domains. */
  redactServers: boolean;
  /** What the recording is called on the board; null leaves it to its contexts' names. */
  title: string | null;
  /** Path of the file to write. */
  out: string;
}

export type ReadRecordArguments =
  | ({ kind: "record" } & RecordArguments)
  | { kind: "help" }
  /** All that is wrong. */
  | { kind: "fault"; messages: string[] };

const MOST_MINUTES = 1440;

const options = {
  minutes: { type: "string" },
  redact: { type: "boolean", default: false },
  "redact-servers": { type: "boolean", default: false },
  title: { type: "string" },
  help: { type: "boolean", short: "h" },
} as const;

/** Reads the command's arguments; all that is wrong with their values comes back at once. */
export function readRecordArguments(args: string[]): ReadRecordArguments {
  const parsed = parse(args);
  if (typeof parsed === "string") return { kind: "fault", messages: [parsed] };
  const { values, positionals } = parsed;
  if (values.help) return { kind: "help" };
  const minutes = Number(values.minutes);
  const [out] = positionals;
  const messages: string[] = [];
  if (values.minutes === undefined) messages.push("--minutes is missing");
  else if (!(minutes > 0 && minutes <= MOST_MINUTES))
    messages.push(`--minutes ${values.minutes}: a number up to ${MOST_MINUTES} is wanted`);
  if (positionals.length !== 1) messages.push(`one file to write is wanted, ${positionals.length} are named`);
  if (messages.length > 0 || out === undefined) return { kind: "fault", messages };
  const { title = null, "redact-servers": redactServers } = values;
  return {
    kind: "record",
    duration: minutes * 60_000,
    redact: values.redact || redactServers,
    redactServers,
    title,
    out,
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    return messageOf(error);
  }
}
