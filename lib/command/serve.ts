// `npm start` once the packages are there, on the pinned Node.
import { fileURLToPath } from "node:url";
import type { Config } from "../config/config.ts";
import { describeFaults } from "../config/fault.ts";
import { configOfProcess } from "../config/of-process.ts";
import { tapeFault } from "../recording/file.ts";
import { ensureBuild } from "./build.ts";
import { readServeArguments, USAGE } from "./serve-arguments.ts";
import { serveBoard } from "./serve-board.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

process.exitCode = await main();

async function main(): Promise<number> {
  const args = readServeArguments(process.argv.slice(2));
  if (args.kind === "help") {
    console.log(USAGE);
    return 0;
  }
  if (args.kind === "fault") {
    console.error(`${args.message}\n\n${USAGE}`);
    return 2;
  }
  if (args.kind === "build") return ensureBuild(root);
  Object.assign(process.env, args.env);
  const read = configOfProcess(tapeFault);
  if (!read.ok) {
    console.error(describeFaults(read.faults));
    return 1;
  }
  return (await ensureBuild(root)) || serveBoard({ root, config: read.config, shows: describeShown(read.config) });
}

function describeShown({ replay, contexts }: Config): string {
  if (replay !== null) return `a recording, ${replay}`;
  return contexts.map(({ name, target }) => `${name} (${target.urls.join(", ")})`).join("; ");
}
