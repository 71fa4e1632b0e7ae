import type { Coverage } from "#lib/model/board.ts";

export function serversText({ servers }: Pick<Coverage, "servers">): string {
  if (servers.expected === 0) return "no server observed";
  return `${servers.answered} of ${servers.expected} servers`;
}

export function accountsText({ accounts }: Pick<Coverage, "accounts">): string {
  if (accounts.total === 0) return "no account observed";
  return `${accounts.observed} of ${accounts.total} accounts observed`;
}

export function isWhole({ servers, accounts }: Coverage): boolean {
  return servers.answered >= servers.expected && accounts.observed >= accounts.total;
}
