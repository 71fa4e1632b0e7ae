import type { ContextConfig } from "../model/context.ts";
import { readCliContext } from "./cli-context.ts";
import { BUNDLED_RECORDING, type ConfigResult } from "./config.ts";
import { type FileConfig, readConfigFile } from "./config-file.ts";
import { connectionVariables, environmentSettings } from "./environment.ts";
import { type ConfigFault, type Report, soundly } from "./fault.ts";
import { readHttpConfig } from "./http-config.ts";
import { absolutePath } from "./path.ts";
import type { Setting } from "./setting.ts";
import { type Surroundings, variable } from "./surroundings.ts";
import { layered, readTarget } from "./target.ts";
import { checkContextName, readAccountLookup, readAccountPrefix, readPollInterval } from "./watching.ts";

const DEFAULT_FILE = "plimsoll.yaml";
const DEFAULT_NAME = "default";
const DEFAULT_ZONE = "UTC";

/** What a file says in place of these. Variables of a connection are not among them: the file may refer to them. */
const OF_ONE_SYSTEM = [
  "NATS_URL",
  "NATS_CONTEXT",
  "PLIMSOLL_CONTEXT_NAME",
  "PLIMSOLL_ACCOUNT_PREFIX",
  "PLIMSOLL_ACCOUNT_LOOKUP",
  "PLIMSOLL_POLL_INTERVAL",
];

/**
 * Reads the whole configuration. A recording named by PLIMSOLL_REPLAY comes before all else, then a configuration
 * file, then NATS_URL or NATS_CONTEXT; with none of them the bundled recording is shown. Faults come together, but for
 * those hidden behind others: in a file that is no YAML, or has values of the wrong types.
 */
export function readConfig(surroundings: Surroundings): ConfigResult {
  const faults: ConfigFault[] = [];
  const report: Report = (place, message, remedy) => faults.push({ place, message, remedy });
  const http = readHttpConfig(surroundings.env, report);
  const shown = readShown(surroundings, report);
  const timeZone = readTimeZone(shown.timeZone, surroundings, report);
  if (faults.length > 0) return { ok: false, faults };
  return { ok: true, config: { contexts: shown.contexts, replay: shown.replay, timeZone, ...http } };
}

/**
 * The systems of which the connections can be read, whatever else is wrong, and all that is: for what is configured anew
 * while the process runs.
 */
export function readContexts(surroundings: Surroundings): { contexts: ContextConfig[]; faults: ConfigFault[] } {
  const faults: ConfigFault[] = [];
  const { contexts } = readShown(surroundings, (place, message, remedy) => faults.push({ place, message, remedy }));
  return { contexts, faults };
}

interface Shown {
  contexts: ContextConfig[];
  replay: string | null;
  timeZone: Setting | null;
}

function readShown(surroundings: Surroundings, report: Report): Shown {
  const replay = readReplay(surroundings, report);
  if (replay) return { contexts: [], replay, timeZone: null };
  const file = readFile(surroundings, report);
  if (file) return { ...file, replay: null };
  const context = soundly(report, (noted) => readEnvironmentContext(surroundings, noted));
  const contexts = context ? [context] : [];
  return { contexts, replay: isLive(surroundings) ? null : BUNDLED_RECORDING, timeZone: null };
}

function readReplay({ env, folder, home, readFile, recordingFault }: Surroundings, report: Report): string | null {
  const named = variable(env, "PLIMSOLL_REPLAY");
  if (named === null) return null;
  const path = absolutePath(named, folder, home);
  const read = readFile(path);
  const fault = read.ok ? recordingFault(path) : `cannot read ${path}: ${read.message}`;
  if (fault) report("PLIMSOLL_REPLAY", fault, "Name a file of `npm run record`, made by this release or an older one.");
  return path;
}

/** The configuration file; null where there is none, and empty after reporting that it cannot be read. */
function readFile(surroundings: Surroundings, report: Report): FileConfig | null {
  const named = variable(surroundings.env, "PLIMSOLL_CONFIG");
  const name = named ?? DEFAULT_FILE;
  const read = surroundings.readFile(absolutePath(name, surroundings.folder, surroundings.home));
  const nothing: FileConfig = { contexts: [], timeZone: null };
  if (!read.ok) {
    if (named === null && read.isMissing) return null;
    const place = named === null ? DEFAULT_FILE : "PLIMSOLL_CONFIG";
    report(place, `cannot read ${name}: ${read.message}`, "Name a YAML file that this process's user can read.");
    return nothing;
  }
  for (const other of OF_ONE_SYSTEM) {
    if (variable(surroundings.env, other) === null) continue;
    report(other, `this has no effect beside ${name}`, `Unset it, or write it into ${name}.`);
  }
  return readConfigFile(read.text, name, surroundings, report) ?? nothing;
}

function isLive({ env }: Surroundings): boolean {
  return variable(env, "NATS_URL") !== null || variable(env, "NATS_CONTEXT") !== null;
}

/** The one system that the environment names. */
function readEnvironmentContext(surroundings: Surroundings, report: Report): ContextConfig | null {
  const { env } = surroundings;
  if (!isLive(surroundings)) {
    const [orphan] = connectionVariables(surroundings);
    if (orphan) report(orphan, "set, but no server is named", "Set NATS_URL or NATS_CONTEXT, or unset it.");
    return null;
  }
  const contextName = variable(env, "NATS_CONTEXT");
  const cli = contextName === null ? null : readCliContext(contextName, "NATS_CONTEXT", surroundings, report);
  const settings = layered(environmentSettings(surroundings, report), cli?.settings ?? {});
  const name = option(surroundings, "PLIMSOLL_CONTEXT_NAME") ?? {
    text: cli?.name ?? DEFAULT_NAME,
    place: "NATS_CONTEXT",
  };
  checkContextName(name, report);
  const target = contextName !== null && cli === null ? null : readTarget(settings, "NATS_URL", report);
  const accountPrefix = readAccountPrefix(option(surroundings, "PLIMSOLL_ACCOUNT_PREFIX"), report);
  const accountLookup = readAccountLookup(option(surroundings, "PLIMSOLL_ACCOUNT_LOOKUP"), report);
  const pollInterval = readPollInterval(option(surroundings, "PLIMSOLL_POLL_INTERVAL"), report);
  return target && { name: name.text, target, accounts: [], accountPrefix, accountLookup, pollInterval };
}

function option({ env }: Surroundings, name: string): Setting | null {
  const text = variable(env, name);
  return text === null ? null : { text, place: name };
}

function readTimeZone(fromFile: Setting | null, surroundings: Surroundings, report: Report): string {
  const zone = option(surroundings, "PLIMSOLL_TIME_ZONE") ?? fromFile;
  if (zone === null) return DEFAULT_ZONE;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone.text }).resolvedOptions().timeZone;
  } catch {
    report(zone.place, `"${zone.text}" is not a time zone`, "Give an IANA name, like Europe/Berlin.");
    return DEFAULT_ZONE;
  }
}
