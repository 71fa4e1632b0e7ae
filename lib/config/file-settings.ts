import { readCliContext } from "./cli-context.ts";
import { splitUrls } from "./environment.ts";
import type { Report } from "./fault.ts";
import type { FileConnection } from "./file-schema.ts";
import { readFileSetting, readSetting, type Setting, type SettingName, type Settings } from "./setting.ts";
import type { Surroundings } from "./surroundings.ts";
import { layered } from "./target.ts";
import type { YamlDocument } from "./yaml-document.ts";

/** A configuration file and what its paths and variables refer to. */
export interface FileSource {
  document: YamlDocument;
  surroundings: Surroundings;
}

const KEYS = [
  ["user", "user"],
  ["password", "password"],
  ["token", "token"],
  ["creds", "creds"],
  ["nkey", "nkey"],
  ["jwt", "jwt"],
  ["seed", "seed"],
  ["ca", "ca"],
  ["cert", "certificate"],
  ["key", "key"],
  ["tlsServerName", "serverName"],
  ["inboxPrefix", "inboxPrefix"],
] as const satisfies [keyof FileConnection, SettingName][];

/** Keys that name a file with a secret in it. */
const SECRET_FILES = [
  ["passwordFile", "password"],
  ["tokenFile", "token"],
  ["nkeyFile", "nkey"],
  ["jwtFile", "jwt"],
  ["seedFile", "seed"],
] as const satisfies [keyof FileConnection, SettingName][];

/** What a context or an account of the file says about its connection, over the NATS CLI context that it names. */
export function fileSettings(
  connection: FileConnection,
  path: readonly (string | number)[],
  { document, surroundings }: FileSource,
  report: Report,
): Settings {
  const settings: Settings = {};
  const written = (key: keyof FileConnection): Setting | null => {
    const text = connection[key];
    return typeof text === "string" ? { text, place: document.placeOf([...path, key]) } : null;
  };
  const urls = readUrls(connection.url, (rest) => document.placeOf([...path, "url", ...rest]));
  if (urls) settings.urls = urls;
  for (const [key, name] of KEYS) {
    const value = written(key);
    const setting = value && readSetting(name, value, surroundings, report);
    if (setting) settings[name] = setting;
  }
  for (const [key, name] of SECRET_FILES) {
    const value = written(key);
    if (value && settings[name]) report(value.place, `${name} is given twice`, "Keep one of the two.");
    const setting = value && readFileSetting(value, surroundings, report);
    if (setting) settings[name] = setting;
  }
  const cli = written("natsContext");
  const under = cli && readCliContext(cli.text, cli.place, surroundings, report);
  return under ? layered(settings, under.settings) : settings;
}

function readUrls(
  url: string | string[] | undefined,
  placeOf: (rest: readonly number[]) => string,
): Setting[] | undefined {
  if (url === undefined) return undefined;
  if (typeof url === "string") return splitUrls(url, placeOf([]));
  return url.flatMap((each, index) => splitUrls(each, placeOf([index])));
}
