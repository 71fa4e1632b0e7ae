// `npm run record` once the packages are there, on the pinned Node.
import { randomBytes } from "node:crypto";
import { describeFaults } from "../config/fault.ts";
import { configOfProcess } from "../config/of-process.ts";
import type { ContextConfig } from "../model/context.ts";
import { messageOf } from "../model/words.ts";
import { createRedactor } from "../recording/redact.ts";
import { liveSystems } from "./live-systems.ts";
import { type RecordArguments, readRecordArguments, USAGE } from "./record-arguments.ts";
import { recordSystem } from "./record-system.ts";

// A dial that is cut off after the WebSocket has opened leaves a timer of nats.ws, which would keep the process alive.
process.exit(await main());

async function main(): Promise<number> {
  const args = readRecordArguments(process.argv.slice(2));
  if (args.kind === "help") {
    console.log(USAGE);
    return 0;
  }
  if (args.kind === "fault") {
    console.error(`${args.messages.join("\n")}\n\n${USAGE}`);
    return 2;
  }
  const read = configOfProcess();
  if (!read.ok) {
    console.error(describeFaults(read.faults));
    return 1;
  }
  const contexts = liveSystems(read.config);
  if (typeof contexts === "string") {
    console.error(contexts);
    return 1;
  }
  return record(args, contexts);
}

/** Records until the time is over or a signal comes; what there is by then is written. Gives an exit code. */
async function record(
  { duration, redact, redactServers, title, out }: RecordArguments,
  contexts: ContextConfig[],
): Promise<number> {
  const end = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => end.abort());
  const timer = setTimeout(() => end.abort(), duration);
  const names = contexts.map(({ name }) => name).join(", ");
  try {
    const isAnswered = await recordSystem({
      contexts,
      title: title ?? names,
      redactor: redact ? createRedactor({ key: randomBytes(32), redactServers }) : null,
      out,
      end: end.signal,
      say: console.log,
    });
    if (!isAnswered) console.error(`Nothing was answered: there is nothing to see in ${out}.`);
    return isAnswered ? 0 : 1;
  } catch (error) {
    console.error(`Cannot record to ${out}: ${messageOf(error)}`);
    return 1;
  } finally {
    clearTimeout(timer);
  }
}
