import type { Cost, Coverage } from "#lib/model/board.ts";
import { countOf, grouped } from "#lib/model/words.ts";

export function serversText({ servers }: Pick<Coverage, "servers">): string {
  if (servers.expected === 0) return "no server observed";
  return partText(servers.answered, servers.expected, "servers");
}

export function accountsText({ accounts }: Pick<Coverage, "accounts">): string {
  return `${accountsCount({ accounts })} observed`;
}

export function accountsCount({ accounts }: Pick<Coverage, "accounts">): string {
  return accounts.total === 0 ? "no account" : partText(accounts.observed, accounts.total, "accounts");
}

function partText(part: number, all: number, what: string): string {
  return `${grouped(part)} of ${grouped(all)} ${what}`;
}

export function isWhole({ servers, accounts }: Coverage): boolean {
  return servers.answered >= servers.expected && accounts.observed >= accounts.total;
}

/** "Plimsoll costs this system 1.5 requests and 4.2 kB a second." */
export function costText({ requests, bytes }: Cost): string {
  const size = bytes < 1_000 ? `${bytes} bytes` : bytes < 1_000_000 ? `${bytes / 1_000} kB` : `${bytes / 1_000_000} MB`;
  return `Plimsoll costs this system ${countOf(requests, "request")} and ${size} a second.`;
}
