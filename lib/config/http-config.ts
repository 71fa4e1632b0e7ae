import type { Report } from "./fault.ts";
import { type Env, variable } from "./surroundings.ts";

/** Where the board is served, and to whom. */
export interface HttpConfig {
  host: string;
  port: number;
  /** CSP sources that may embed the board in a frame; none by default. */
  frameAncestors: string[];
  /** Host names that requests may carry besides loopback's own; checked on loopback, elsewhere only if given. */
  allowedHosts: string[];
}

const DEFAULT_HOST = "127.0.0.1";
const DEFAULT_PORT = 3000;
const FRAME_SOURCE = /^('self'|\*|https?:(\/\/[a-z0-9.*-]+(:(\d+|\*))?)?)$/i;
const HOST_NAME = /^(\*\.)?[a-z0-9._-]+$|^\[[0-9a-f:.]+\]$/i;

/** Reads HOST, PORT, PLIMSOLL_FRAME_ANCESTORS and PLIMSOLL_ALLOWED_HOSTS. */
export function readHttpConfig(env: Env, report: Report): HttpConfig {
  return {
    host: readHost(env, report),
    port: readPort(env, report),
    frameAncestors: readList(env, "PLIMSOLL_FRAME_ANCESTORS", FRAME_SOURCE, report, {
      message: "is not an origin that may embed the board",
      remedy: "Write origins like https://wall.example, or 'self'.",
    }),
    allowedHosts: readList(env, "PLIMSOLL_ALLOWED_HOSTS", HOST_NAME, report, {
      message: "is not a host name",
      remedy: "Write names without scheme and port, like plimsoll.example or *.example.",
    }),
  };
}

function readHost(env: Env, report: Report): string {
  const host = variable(env, "HOST") ?? DEFAULT_HOST;
  if (!/^[a-z0-9._:-]+$/i.test(host)) {
    report("HOST", `"${host}" is not an address to listen on`, "Give an address or a name, like 0.0.0.0.");
  }
  return host;
}

function readPort(env: Env, report: Report): number {
  const text = variable(env, "PORT");
  if (text === null) return DEFAULT_PORT;
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65535) return port;
  report("PORT", `"${text}" is not a port`, "Give a number from 1 to 65535, or 0 for a free one.");
  return DEFAULT_PORT;
}

function readList(
  env: Env,
  name: string,
  form: RegExp,
  report: Report,
  fault: { message: string; remedy: string },
): string[] {
  const items = (variable(env, name) ?? "").split(/[\s,]+/).filter((item) => item !== "");
  for (const item of items) {
    if (!form.test(item)) report(name, `"${item}" ${fault.message}`, fault.remedy);
  }
  return items;
}
