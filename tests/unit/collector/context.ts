import type { ContextConfig, Target } from "#lib/model/context.ts";

export const nowhere: Target = {
  urls: [],
  credentials: { kind: "none" },
  tls: { ca: null, certificate: null, key: null, serverName: null },
  inboxPrefix: "_INBOX",
};

/** A user of the account APP. */
export const appUser: ContextConfig["accounts"][number] = { kind: "user", account: "APP", target: nowhere };

/** A context without any way to an account. */
export const bare: ContextConfig = {
  name: "test",
  target: nowhere,
  accounts: [],
  accountPrefix: null,
  accountLookup: "none",
  pollInterval: 1_000,
};
