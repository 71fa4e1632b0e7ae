import type { Report } from "./fault.ts";
import { absolutePath } from "./path.ts";
import type { Surroundings } from "./surroundings.ts";

/** A value with the place it came from; files have been read by then. */
export interface Setting {
  text: string;
  place: string;
}

/**
 * How a value is written: as the text itself, as the path of a file with it (or the file's text, known by its
 * `-----BEGIN`), or as an nkey seed or the path of a file with one, as the NATS CLI takes it.
 */
const FORMS = {
  user: "text",
  password: "text",
  token: "text",
  creds: "file",
  nkey: "seed",
  jwt: "text",
  seed: "text",
  ca: "file",
  certificate: "file",
  key: "file",
  serverName: "text",
  inboxPrefix: "text",
} as const;

export type SettingName = keyof typeof FORMS;

/** What one source says about a connection. */
export type Settings = { urls?: Setting[] } & { [name in SettingName]?: Setting };

/** Makes a setting of a value as written; null after reporting that its file cannot be read. */
export function readSetting(
  name: SettingName,
  written: Setting,
  surroundings: Surroundings,
  report: Report,
): Setting | null {
  const isInline = {
    text: true,
    file: written.text.includes("-----BEGIN"),
    // As long as a seed, so perhaps one quoted or mistyped: it must not be repeated as the path of a missing file.
    seed: written.text.includes("-----BEGIN") || /^\W?S[A-Z0-9]{50,}\W?$/i.test(written.text),
  }[FORMS[name]];
  return isInline ? written : readFileSetting(written, surroundings, report);
}

/** The text of the file that a setting names, without the line end that editors add. */
export function readFileSetting(path: Setting, surroundings: Surroundings, report: Report): Setting | null {
  const file = absolutePath(path.text, surroundings.folder, surroundings.home);
  const read = surroundings.readFile(file);
  if (!read.ok) {
    const remedy = read.isMissing ? "Name a file that exists." : "Let this process's user read the file.";
    report(path.place, `cannot read ${file}: ${read.message}`, remedy);
    return null;
  }
  if (read.text.trim() === "") {
    report(path.place, `${file} is empty`, "Name the file that holds the value.");
    return null;
  }
  return { text: read.text.trim(), place: path.place };
}
