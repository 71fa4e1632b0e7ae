import type { ContextConfig, Target } from "#lib/model/context.ts";

export const nowhere: Target = {
  urls: [],
  credentials: { kind: "none" },
  tls: { ca: null, certificate: null, key: null, serverName: null },
  inboxPrefix: "_INBOX",
};

/** A context without any way to an account. */
export const bare: ContextConfig = {
  name: "test",
  target: nowhere,
  accounts: [],
  accountPrefix: null,
  accountLookup: "none",
  pollInterval: 1_000,
};
