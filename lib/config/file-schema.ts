import { z } from "zod";

const text = z.string();

/** Where a secret can be written as itself or, with `File`, as the path of a file with it. */
const connection = {
  url: z.union([text, z.array(text)]),
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

const budget = z.strictObject({ bytes: z.number(), requests: z.number() }).partial();

const context = connectionFields.extend({
  name: text,
  accounts: z.array(account).optional(),
  imports: connectionFields.optional(),
  accountPrefix: text.optional(),
  accountLookup: z.enum(["none", "system-header"]).optional(),
  pollInterval: z.union([z.number(), text]).optional(),
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

/** The keys that are known at some level of the file, for suggestions. */
export const FILE_KEYS = [
  ...Object.keys(configFile.shape),
  ...Object.keys(context.shape),
  ...Object.keys(account.shape),
  ...Object.keys(budget.shape),
];
