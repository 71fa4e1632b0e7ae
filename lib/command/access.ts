// `npm run access` once the packages are there, on the pinned Node.
import { parseArgs } from "node:util";
import { surveyAccess } from "../collector/survey.ts";
import { describeFaults } from "../config/fault.ts";
import { configOfProcess } from "../config/of-process.ts";
import type { ContextConfig } from "../model/context.ts";
import { messageOf } from "../model/words.ts";
import { connectWire } from "../nats/connect.ts";
import { accessReport } from "./access/report.ts";
import { liveSystems } from "./live-systems.ts";

const USAGE = `npm run access -- [--context NAME] [--into ACCOUNT]

  --context NAME   ask only this system of plimsoll.yaml
  --into ACCOUNT   write the imports for this account, in place of the system account
  --help           print this

Prints which accounts Plimsoll observes, and the lines that let it observe the others. It changes nothing.
NATS_URL, NATS_CONTEXT or plimsoll.yaml say which systems.`;

const options = {
  context: { type: "string" },
  into: { type: "string" },
  help: { type: "boolean", short: "h" },
} as const;

process.exitCode = await main();

/** 0 where every system answered, 1 where one did not, 2 for wrong arguments. */
async function main(): Promise<number> {
  const args = readArguments();
  if (typeof args === "string") {
    console.error(`${args}\n\n${USAGE}`);
    return 2;
  }
  if (args.help) {
    console.log(USAGE);
    return 0;
  }
  const read = configOfProcess();
  if (!read.ok) {
    console.error(describeFaults(read.faults));
    return 1;
  }
  const contexts = liveSystems(read.config, args.context);
  if (typeof contexts === "string") {
    console.error(contexts);
    return 1;
  }
  let code = 0;
  for (const context of contexts) if (!(await printAccess(context, args.into ?? null))) code = 1;
  return code;
}

async function printAccess(context: ContextConfig, into: string | null): Promise<boolean> {
  const survey = await surveyAccess(context, (target, name) => connectWire(target, { name: `plimsoll ${name}` }));
  console.log(accessReport(context, survey, into));
  return survey.connection.problem === null;
}

function readArguments() {
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    return messageOf(error);
  }
}
