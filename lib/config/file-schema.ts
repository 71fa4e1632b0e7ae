import { z } from "zod";

const text = z.string();

/** Where a secret can be written as itself or, with `File`, as the path of a file with it. */
const connection = {
  url: z.union([text, z.array(text)], { error: "Give a URL, or a list of URLs." }),
  natsContext: text,
  user: text,
  password: text,
  passwordFile: text,
  token: text,
  tokenFile: text,
  creds: text,
  nkey: text,
  nkeyFile: text,
  jwt: text,
  jwtFile: text,
  seed: text,
  seedFile: text,
  ca: text,
  cert: text,
  key: text,
  tlsServerName: text,
  inboxPrefix: text,
};

const connectionFields = z.strictObject(connection).partial();

const account = connectionFields.extend({ name: text, apiPrefix: text.optional() });

/** Where it comes from a variable, it is a text. */
const amount = z.union([z.number(), text], { error: "Give a number without a unit." });

const budget = z.strictObject({ bytes: amount, requests: amount }).partial();

const context = connectionFields.extend({
  name: text,
  accounts: z.array(account).optional(),
  imports: connectionFields.optional(),
  accountPrefix: text.optional(),
  accountLookup: z.enum(["none", "system-header"]).optional(),
  pollInterval: z.union([z.number(), text], { error: "Give a duration, like 2s." }).optional(),
  budget: budget.optional(),
});

/** The configuration file, `plimsoll.yaml`. */
export const configFile = z.strictObject({
  contexts: z.array(context).min(1),
  timeZone: text.optional(),
});

export type ConfigFile = z.output<typeof configFile>;
export type FileContext = z.output<typeof context>;
export type FileAccount = z.output<typeof account>;
export type FileConnection = z.output<typeof connectionFields>;

/** The maps of the file, by the key that holds them. */
const MAPS = [
  { holder: undefined, place: "at the top, beside contexts", keys: Object.keys(configFile.shape) },
  { holder: "contexts", place: "in a context", keys: Object.keys(context.shape) },
  { holder: "accounts", place: "in an entry of accounts", keys: Object.keys(account.shape) },
  { holder: "imports", place: "in imports", keys: Object.keys(connectionFields.shape) },
  { holder: "budget", place: "in budget", keys: Object.keys(budget.shape) },
];

/** The keys that are known in the map at a path of the file. */
export function keysAt(path: readonly (string | number)[]): string[] {
  const holder = path.findLast((part) => typeof part === "string");
  return MAPS.find((map) => map.holder === holder)?.keys ?? [];
}

/** The keys that are known anywhere in the file. */
export const FILE_KEYS = MAPS.flatMap(({ keys }) => keys);

/** Where a key of the file belongs, as "in a context"; undefined for one that is not known. */
export function homeOf(key: string): string | undefined {
  return MAPS.find(({ keys }) => keys.includes(key))?.place;
}
