import { dirname } from "node:path";
import type { core } from "zod";
import type { ContextConfig } from "../model/context.ts";
import type { Report } from "./fault.ts";
import { readFileContexts } from "./file-contexts.ts";
import { type ConfigFile, configFile, FILE_KEYS, homeOf, keysAt } from "./file-schema.ts";
import { absolutePath } from "./path.ts";
import type { Setting } from "./setting.ts";
import { nearest } from "./suggest.ts";
import type { Surroundings } from "./surroundings.ts";
import { readYaml, type YamlDocument } from "./yaml-document.ts";

/** What a configuration file says. */
export interface FileConfig {
  contexts: ContextConfig[];
  timeZone: Setting | null;
}

/** Reads the text of a configuration file; `name` is the file as faults are to call it. */
export function readConfigFile(
  text: string,
  name: string,
  surroundings: Surroundings,
  report: Report,
): FileConfig | null {
  const document = readYaml(text, name, surroundings.env, report);
  if (document === null) return null;
  const parsed = parse(document, report);
  if (parsed === null) return null;
  const folder = dirname(absolutePath(name, surroundings.folder, surroundings.home));
  const source = { document, surroundings: { ...surroundings, folder } };
  const { timeZone } = parsed;
  return {
    contexts: readFileContexts(parsed, source, report),
    timeZone: timeZone === undefined ? null : { text: timeZone, place: document.placeOf(["timeZone"]) },
  };
}

/** Reports what does not fit. Where that is only unknown keys, reading goes on, to report the other faults as well. */
function parse(document: YamlDocument, report: Report): ConfigFile | null {
  const parsed = configFile.safeParse(document.content);
  if (parsed.success) return parsed.data;
  const { issues } = parsed.error;
  for (const issue of issues) reportIssue(issue, document, report);
  if (issues.some((issue) => issue.code !== "unrecognized_keys")) return null;
  return configFile.safeParse(withKnownKeys(document.content, [])).data ?? null;
}

type Path = (string | number)[];

/** The document with its unknown keys replaced by those most likely meant, or else left out. */
function withKnownKeys(value: unknown, path: Path): unknown {
  if (Array.isArray(value)) return value.map((item, index) => withKnownKeys(item, [...path, index]));
  if (typeof value !== "object" || value === null) return value;
  const known = keysAt(path);
  const entries = Object.entries(value).flatMap(([key, inner]) => {
    const meant = known.includes(key) ? key : meantBy(key, known);
    if (meant === null || (meant !== key && Object.hasOwn(value, meant))) return [];
    return [[meant, withKnownKeys(inner, [...path, meant])]];
  });
  return Object.fromEntries(entries);
}

/** The key most likely meant by a mistyped one; one that belongs elsewhere is not mistyped. */
function meantBy(key: string, known: string[]): string | null {
  return FILE_KEYS.includes(key) ? null : nearest(key, known);
}

function reportIssue(issue: core.$ZodIssue, document: YamlDocument, report: Report): void {
  const path = issue.path.map((part) => (typeof part === "symbol" ? String(part) : part));
  const subject = subjectOf(path);
  const place = document.placeOf(path);
  if (path.length === 0 && issue.code === "invalid_type") {
    report(place, "this is not a map with contexts in it", "Begin with `contexts:`; README.md shows a whole file.");
  } else if (issue.code === "unrecognized_keys") {
    for (const key of issue.keys) reportUnknownKey(key, path, document, report);
  } else if (issue.code === "invalid_type" && issue.message.endsWith("received undefined")) {
    report(place, `${subject} is missing`, "Add it; README.md shows a whole file.");
  } else if (issue.code === "invalid_value") {
    report(place, `${subject} is not one of its values`, `Write one of: ${issue.values.join(", ")}.`);
  } else if (issue.code === "too_small") {
    report(place, `${subject} is empty`, "List at least one.");
  } else {
    report(place, `${subject} has the wrong type`, issue.code === "invalid_type" ? remedyOf(issue) : issue.message);
  }
}

/** The key, as the place has the rest. */
function subjectOf(path: Path): string {
  const last = path.at(-1) ?? "";
  return typeof last === "string" ? last : `an entry of ${path.at(-2) ?? ""}`;
}

function remedyOf({ expected, message }: core.$ZodIssueInvalidType): string {
  if (expected === "array") return "Give a list: each entry on a line of its own, with - before it.";
  if (expected === "object") return "Give keys with their values, each on a line of its own.";
  return message.endsWith("received null")
    ? "It is empty: a value that begins with # needs quotes."
    : "It needs quotes.";
}

function reportUnknownKey(key: string, path: Path, document: YamlDocument, report: Report): void {
  const home = homeOf(key);
  const meant = meantBy(key, keysAt(path)) ?? nearest(key, FILE_KEYS);
  const guess = meant ? `Did you mean ${meant}?` : "Take it out; docs/access.md lists the keys.";
  const fault = home ? "does not belong here" : "is not known";
  report(document.placeOfKey(path, key), `the key ${key} ${fault}`, home ? `It goes ${home}.` : guess);
}
