import { join } from "node:path";
import { type CliContextFile, cliContextFile, cliSettings } from "./cli-context-file.ts";
import type { Report } from "./fault.ts";
import { absolutePath } from "./path.ts";
import type { Settings } from "./setting.ts";
import { type Surroundings, variable } from "./surroundings.ts";

/**
 * The CLI falls back to the context that is selected in context.txt. Plimsoll uses a context only when it is named:
 * what hangs on a wall must not change with what somebody selects in a shell. This names the selected one.
 */
const SELECTED = "@selected";

/** A context of the NATS CLI with its name. */
export interface CliContext {
  name: string;
  settings: Settings;
}

/**
 * Reads a context by its name, by the path of its `.json` file, or the selected one by `@selected`.
 * `place` is what names it; null after reporting why there is none.
 */
export function readCliContext(
  name: string,
  place: string,
  surroundings: Surroundings,
  report: Report,
): CliContext | null {
  const root = variable(surroundings.env, "XDG_CONFIG_HOME") ?? join(surroundings.home, ".config");
  const folder = join(root, "nats");
  const wanted = name === SELECTED ? readSelected(folder, place, surroundings, report) : name;
  if (wanted === null) return null;
  const isPath = wanted.endsWith(".json");
  if (!isPath && /[/\\]|\.\./.test(wanted)) {
    report(place, `"${wanted}" cannot be the name of a NATS CLI context`, "Name one that `nats context ls` lists.");
    return null;
  }
  const path = isPath
    ? absolutePath(wanted, surroundings.folder, surroundings.home)
    : join(folder, "context", `${wanted}.json`);
  const file = readContextFile(path, place, surroundings, report);
  if (file === null) return null;
  const contextName = wanted.replace(/\.json$/, "").replace(/^.*[/\\]/, "");
  return { name: contextName, settings: cliSettings(file, path, surroundings, report) };
}

function readSelected(folder: string, place: string, surroundings: Surroundings, report: Report): string | null {
  const path = join(folder, "context.txt");
  const read = surroundings.readFile(path);
  if (read.ok && read.text.trim() !== "") return read.text.trim();
  report(place, `no NATS CLI context is selected in ${path}`, "Run `nats context select`, or name a context.");
  return null;
}

function readContextFile(
  path: string,
  place: string,
  { readFile }: Surroundings,
  report: Report,
): CliContextFile | null {
  const read = readFile(path);
  if (!read.ok) {
    report(place, `cannot read the NATS CLI context ${path}: ${read.message}`, "`nats context ls` lists the contexts.");
    return null;
  }
  const parsed = cliContextFile.safeParse(parseJson(read.text));
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues) {
    const field = issue.path.length > 0 ? `: ${issue.path.join(".")}` : "";
    report(`${path}${field}`, "this is not what a NATS CLI context holds", "`nats context edit` writes it anew.");
  }
  return null;
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
