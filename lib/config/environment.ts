import type { Report } from "./fault.ts";
import { readFileSetting, readSetting, type Setting, type SettingName, type Settings } from "./setting.ts";
import { type Surroundings, variable } from "./surroundings.ts";

/** The variables of a connection, by the NATS CLI's names where it has one. Each is also read as `…_FILE`. */
const VARIABLES = [
  ["user", "NATS_USER"],
  ["password", "NATS_PASSWORD"],
  ["token", "NATS_TOKEN"],
  ["creds", "NATS_CREDS"],
  ["nkey", "NATS_NKEY"],
  ["jwt", "NATS_JWT"],
  ["seed", "NATS_SEED"],
  ["ca", "NATS_CA"],
  ["certificate", "NATS_CERT"],
  ["key", "NATS_KEY"],
  ["serverName", "NATS_TLS_SERVER_NAME"],
  ["inboxPrefix", "NATS_INBOX_PREFIX"],
] as const satisfies [SettingName, string][];

/** What the environment says about a connection. */
export function environmentSettings(surroundings: Surroundings, report: Report): Settings {
  const settings: Settings = {};
  const urls = variable(surroundings.env, "NATS_URL");
  if (urls) settings.urls = splitUrls(urls, "NATS_URL");
  for (const [name, place] of VARIABLES) {
    const setting = readVariable(name, place, surroundings, report);
    if (setting) settings[name] = setting;
  }
  return settings;
}

/** The names of the set variables that say something about a connection, `NATS_URL` aside. */
export function connectionVariables({ env }: Surroundings): string[] {
  const names = VARIABLES.flatMap(([, name]) => [name, `${name}_FILE`]);
  return names.filter((name) => variable(env, name) !== null);
}

/** A comma list of URLs, as NATS clients take it. */
export function splitUrls(text: string, place: string): Setting[] {
  const urls = text.split(",").map((url) => url.trim());
  return urls.filter((url) => url !== "").map((url) => ({ text: url, place }));
}

function readVariable(name: SettingName, place: string, surroundings: Surroundings, report: Report): Setting | null {
  const text = variable(surroundings.env, place);
  const path = variable(surroundings.env, `${place}_FILE`);
  if (text && path) {
    report(`${place}, ${place}_FILE`, "both are set", "Unset one of them.");
    return null;
  }
  if (path) return readFileSetting({ text: path, place: `${place}_FILE` }, surroundings, report);
  return text ? readSetting(name, { text, place }, surroundings, report) : null;
}
