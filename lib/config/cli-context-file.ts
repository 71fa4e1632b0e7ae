import { z } from "zod";
import { splitUrls } from "./environment.ts";
import type { Report } from "./fault.ts";
import { readFileSetting, readSetting, type Setting, type SettingName, type Settings } from "./setting.ts";
import { type Surroundings, variable } from "./surroundings.ts";

const field = z.string().optional();

/** What of a NATS CLI context says how to connect: `settings` of nats-io/jsm.go, natscontext/context.go. */
export const cliContextFile = z.object({
  url: field,
  user: field,
  password: field,
  token: field,
  creds: field,
  nkey: field,
  user_jwt: field,
  user_seed: field,
  cert: field,
  key: field,
  ca: field,
  inbox_prefix: field,
  nsc: field,
  socks_proxy: field,
  windows_cert_store: field,
  windows_ca_certs_match: z.array(z.string()).nullish(),
});

export type CliContextFile = z.output<typeof cliContextFile>;

const FIELDS = [
  ["user", "user"],
  ["password", "password"],
  ["token", "token"],
  ["creds", "creds"],
  ["nkey", "nkey"],
  ["user_jwt", "jwt"],
  ["user_seed", "seed"],
  ["cert", "certificate"],
  ["key", "key"],
  ["ca", "ca"],
  ["inbox_prefix", "inboxPrefix"],
] as const satisfies [keyof CliContextFile, SettingName][];

/** Ways of connecting that are not supported, with what to do instead. */
const REFUSED = [
  ["nsc", "Write the credentials to a file with `nsc generate creds` and name that in creds."],
  ["socks_proxy", "Name a URL that this machine reaches without a proxy."],
  ["windows_cert_store", "Export the certificate and its key as PEM files and name them in cert and key."],
  ["windows_ca_certs_match", "Export the CA as a PEM file and name it in ca."],
] as const satisfies [keyof CliContextFile, string][];

/** The settings of a context; what is not supported in it is reported with its field. */
export function cliSettings(file: CliContextFile, path: string, surroundings: Surroundings, report: Report): Settings {
  const settings: Settings = {};
  for (const [name, remedy] of REFUSED) {
    if (file[name]?.length) report(`${path}: ${name}`, "this way of connecting is not supported", remedy);
  }
  if (file.url) settings.urls = splitUrls(file.url, `${path}: url`);
  for (const [name, target] of FIELDS) {
    const text = file[name];
    const setting = text && readField(target, { text, place: `${path}: ${name}` }, surroundings, report);
    if (setting) settings[target] = setting;
  }
  return settings;
}

const SCHEME = /^([a-z][a-z0-9+.-]+):/i;

/**
 * A field as the CLI resolves it: secrets may be references by scheme (natscontext/credentials.go), of which `file`
 * and `env` are followed here; paths may have variables in them.
 */
function readField(name: SettingName, written: Setting, surroundings: Surroundings, report: Report): Setting | null {
  const { text, place } = written;
  const scheme = name === "user" ? undefined : SCHEME.exec(text)?.[1]?.toLowerCase();
  if (scheme === "file") {
    return readFileSetting({ text: text.replace(/^file:(\/\/)?/i, ""), place }, surroundings, report);
  }
  if (scheme === "env") return readEnvironment(text, place, surroundings, report);
  if (scheme === "op" || scheme === "nsc" || scheme === "data") {
    const remedy = "Write the secret to a file and name the file, or name a variable as env://NAME.";
    report(place, `secrets by ${scheme}: are not supported`, remedy);
    return null;
  }
  const isPath = name !== "user" && name !== "password" && name !== "token" && name !== "jwt" && name !== "seed";
  const expanded = isPath ? { text: withVariables(text, surroundings), place } : written;
  return readSetting(name, expanded, surroundings, report);
}

function readEnvironment(text: string, place: string, { env }: Surroundings, report: Report): Setting | null {
  const name = text.replace(/^env:(\/\/)?/i, "");
  const value = variable(env, name);
  if (value === null) report(place, `the variable ${name} is not set`, `Set ${name}.`);
  return value === null ? null : { text: value, place };
}

/** Like Go's `os.ExpandEnv`. */
function withVariables(text: string, { env }: Surroundings): string {
  return text.replaceAll(/\$(?:\{(\w+)\}|(\w+))/g, (_match, braced: string, bare: string) => env[braced ?? bare] ?? "");
}
