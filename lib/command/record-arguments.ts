import { parseArgs } from "node:util";

export const USAGE = "npm run record -- --minutes N [--redact] [--redact-servers] [--title TEXT] out.rec";

export interface RecordArguments {
  /** How long to record, ms. */
  duration: number;
  /** Names of accounts, streams and consumers become pseudonyms. */
  redact: boolean;
  /** Those of servers, clusters and domains as well. */
  redactServers: boolean;
  /** What the recording is called on the board; null leaves it to its contexts' names. */
  title: string | null;
  /** Path of the file to write. */
  out: string;
}

export type RecordArgumentsResult = { ok: true; value: RecordArguments } | { ok: false; faults: string[] };

const options = {
  minutes: { type: "string" },
  redact: { type: "boolean", default: false },
  "redact-servers": { type: "boolean", default: false },
  title: { type: "string" },
} as const;

/** Reads the command's arguments; all that is wrong with them comes back at once. */
export function readRecordArguments(args: string[]): RecordArgumentsResult {
  const parsed = parse(args);
  if (typeof parsed === "string") return { ok: false, faults: [parsed] };
  const { values, positionals } = parsed;
  const minutes = Number(values.minutes);
  const [out] = positionals;
  const faults: string[] = [];
  if (values.minutes === undefined) faults.push("--minutes is missing");
  else if (!(minutes > 0 && minutes <= 1440)) faults.push(`--minutes ${values.minutes}: a number up to 1440 is wanted`);
  if (positionals.length !== 1) faults.push(`one file to write is wanted, ${positionals.length} are named`);
  if (faults.length > 0 || out === undefined) return { ok: false, faults };
  const redactServers = values["redact-servers"];
  const { title = null, redact } = values;
  return {
    ok: true,
    value: { duration: minutes * 60_000, redact: redact || redactServers, redactServers, title, out },
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
