import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import type { ContextConfig } from "../model/context.ts";
import type { ConfigResult } from "./config.ts";
import type { ConfigFault } from "./fault.ts";
import { type HttpConfig, readHttpConfig } from "./http-config.ts";
import { readConfig, readContexts } from "./read-config.ts";
import type { FileText, Surroundings } from "./surroundings.ts";

/**
 * The configuration of this process: the one place that reads settings from its environment and its files. Whether a
 * recording can be shown is checked only where the caller says how.
 */
export function configOfProcess(recordingFault: Surroundings["recordingFault"] = () => null): ConfigResult {
  return readConfig(surroundings(recordingFault));
}

/** The systems as configured at present, as far as that can be read, and what is wrong with it. */
export function contextsOfProcess(): { contexts: ContextConfig[]; faults: ConfigFault[] } {
  return readContexts(surroundings(() => null));
}

/** The part about serving the board, for use on each request: what is wrong with it was reported at start. */
export function httpConfigOfProcess(): HttpConfig {
  return readHttpConfig(process.env, () => {});
}

/** Whether this is `next dev`. */
export function isDevelopment(): boolean {
  return process.env.NODE_ENV === "development";
}

function surroundings(recordingFault: Surroundings["recordingFault"]): Surroundings {
  return { env: process.env, folder: process.cwd(), home: homedir(), readFile, recordingFault };
}

const MESSAGES: { [code: string]: string } = {
  ENOENT: "there is no such file",
  ENOTDIR: "there is no such file",
  EACCES: "permission denied",
  EPERM: "permission denied",
  EISDIR: "it is a folder",
};

function readFile(path: string): FileText {
  try {
    return { ok: true, text: readFileSync(path, "utf8") };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown error";
    return { ok: false, isMissing: code === "ENOENT" || code === "ENOTDIR", message: MESSAGES[code] ?? code };
  }
}
