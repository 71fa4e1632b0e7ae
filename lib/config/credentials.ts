import type { Credentials } from "../model/context.ts";
import { isJson } from "../model/json.ts";
import type { Report } from "./fault.ts";
import { readSeed } from "./seed.ts";
import type { Setting, SettingName, Settings } from "./setting.ts";

/** The settings that make up each kind of credentials. */
const PARTS = {
  user: ["user", "password"],
  token: ["token"],
  creds: ["creds"],
  nkey: ["nkey"],
  jwt: ["jwt", "seed"],
} as const satisfies { [kind in Exclude<Credentials["kind"], "none">]: SettingName[] };

type Kind = keyof typeof PARTS;
const KINDS: Kind[] = ["user", "token", "creds", "nkey", "jwt"];

/** The kinds of credentials that settings have a part of. */
export function kindsIn(settings: Settings): Kind[] {
  return KINDS.filter((kind) => PARTS[kind].some((part) => settings[part]));
}

/** Settings without the credentials of kinds other than these. */
export function withoutOtherKinds(settings: Settings, kinds: Kind[]): Settings {
  const dropped = KINDS.filter((kind) => !kinds.includes(kind)).flatMap((kind): SettingName[] => [...PARTS[kind]]);
  const kept = { ...settings };
  for (const name of dropped) delete kept[name];
  return kept;
}

/** The credentials that settings amount to; null after reporting what is contradictory, missing or not of its form. */
export function readCredentials(given: Settings, report: Report): Credentials | null {
  const settings = withSeedOfNkey(given);
  const [kind, ...others] = kindsIn(settings);
  if (kind === undefined) return { kind: "none" };
  if (others.length > 0) {
    const places = [kind, ...others].flatMap((each) => firstPlace(settings, PARTS[each]) ?? []);
    report(places.join(", "), "several kinds of credentials, of which only one can be used", "Keep one of them.");
    return null;
  }
  return READERS[kind](settings, report);
}

/** `NATS_JWT` with `NATS_NKEY`: the nkey is the JWT's seed. */
function withSeedOfNkey(settings: Settings): Settings {
  if (!settings.jwt || !settings.nkey || settings.seed) return settings;
  const { nkey, ...rest } = settings;
  return { ...rest, seed: nkey };
}

const READERS: { [kind in Kind]: (settings: Settings, report: Report) => Credentials | null } = {
  user: ({ user, password }, report) => {
    if (user && password) return { kind: "user", user: user.text, password: password.text };
    const missing = user ? "password" : "user";
    const remedy = user ? "Give the password too; a token belongs in NATS_TOKEN, or token." : "Give the user too.";
    report(user?.place ?? password?.place ?? "", `there is no ${missing} to go with it`, remedy);
    return null;
  },
  token: ({ token }) => (token ? { kind: "token", token: token.text } : null),
  creds: ({ creds }, report) => {
    if (!creds) return null;
    const { text, place } = creds;
    const jwt = /BEGIN NATS USER JWT\s*-{3,}\s+(\S+)\s+-{3,}/.exec(text)?.[1];
    const seed = /BEGIN USER NKEY SEED\s*-{3,}\s+(\S+)\s+-{3,}/.exec(text)?.[1];
    if (!jwt || !seed) {
      report(place, "this is not a creds file: it needs a user JWT and an nkey seed", CREDS_REMEDY);
      return null;
    }
    const parts = [
      readJwt({ text: jwt, place }, report, CREDS_REMEDY),
      readSeed({ text: seed, place }, report, CREDS_REMEDY),
    ];
    return parts.includes(null) ? null : { kind: "creds", text };
  },
  nkey: ({ nkey }, report) => {
    const seed = nkey && readSeed(nkey, report);
    return seed ? { kind: "nkey", seed } : null;
  },
  jwt: ({ jwt, seed }, report) => {
    if (!jwt || !seed) {
      const missing = jwt ? "seed" : "JWT";
      report(jwt?.place ?? seed?.place ?? "", `there is no ${missing} to go with it`, "A JWT is used with its seed.");
      return null;
    }
    const parts = { jwt: readJwt(jwt, report), seed: readSeed(seed, report) };
    return parts.jwt === null || parts.seed === null ? null : { kind: "jwt", jwt: parts.jwt, seed: parts.seed };
  },
};

const CREDS_REMEDY = "Make one with `nsc generate creds`, or take the file that your operator gave you.";

const JWT_REMEDY = "Give its three parts with dots between them, or name a file with it in NATS_JWT_FILE, or jwtFile.";

/** A JWT; null after reporting that it is none. Whether it is valid, and for what, servers say. */
function readJwt({ text, place }: Setting, report: Report, remedy = JWT_REMEDY): string | null {
  const payload = /^[\w-]+\.([\w-]+)\.[\w-]+$/.exec(text)?.[1];
  if (payload && isJson(Buffer.from(payload, "base64url").toString("utf8"))) return text;
  report(place, "this is not a user JWT", remedy);
  return null;
}

function firstPlace(settings: Settings, names: readonly SettingName[]): string | undefined {
  return names.map((name) => settings[name]?.place).find((place) => place !== undefined);
}
