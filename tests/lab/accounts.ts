import { users } from "./client.ts";
import type { AccountConfig, Settings } from "./config.ts";

/** The lab's own accounts: SYS sees all servers, APP and BILLING hold streams. */
export const labAccounts = {
  SYS: { users: [nameAndPassword(users.sys)] },
  APP: { jetstream: "enabled", users: [nameAndPassword(users.app)] },
  BILLING: { jetstream: "enabled", users: [nameAndPassword(users.billing)] },
} as const satisfies Record<string, AccountConfig>;

/** The settings that every lab server starts from. */
export const labSettings: Settings = { accounts: labAccounts, systemAccount: "SYS" };

function nameAndPassword({ user, pass }: { user: string; pass: string }): { user: string; password: string } {
  return { user, password: pass };
}
