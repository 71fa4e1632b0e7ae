import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import type { FileText, Surroundings } from "./surroundings.ts";

/** The surroundings of this process. */
export function processSurroundings(): Surroundings {
  return { env: process.env, folder: process.cwd(), home: homedir(), readFile };
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
