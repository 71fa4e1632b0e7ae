import { parseArgs } from "node:util";
import { messageOf } from "../model/words.ts";

export const USAGE = `npm start -- [--replay FILE] [--host ADDRESS] [--port NUMBER] [--build]

  --replay FILE    show a recording, made by npm run record
  --host ADDRESS   listen there instead of on 127.0.0.1 (HOST)
  --port NUMBER    listen on this port instead of 3000 (PORT)
  --build          only install and build what is served, as for an image (npm run build)
  --help           print this

Without NATS_URL, NATS_CONTEXT or plimsoll.yaml the bundled recording is shown. README.md lists all settings.`;

export type ServeArguments =
  | { kind: "serve" /** Variables that the arguments stand for. */; env: { [name: string]: string } }
  | { kind: "build" }
  | { kind: "help" }
  | { kind: "fault"; message: string };

const options = {
  replay: { type: "string" },
  host: { type: "string" },
  port: { type: "string" },
  build: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

/** Reads the command's arguments, which take precedence over the variables that say the same. */
export function readServeArguments(args: string[]): ServeArguments {
  try {
    const { replay, host, port, build, help } = parseArgs({ args, options }).values;
    if (help) return { kind: "help" };
    if (build) return { kind: "build" };
    const env = {
      ...(replay !== undefined && { PLIMSOLL_REPLAY: replay }),
      ...(host !== undefined && { HOST: host }),
      ...(port !== undefined && { PORT: port }),
    };
    return { kind: "serve", env };
  } catch (error) {
    return { kind: "fault", message: messageOf(error) };
  }
}
