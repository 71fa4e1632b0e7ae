import { accountText, assetHref, assetLabel, kindText } from "#components/asset/words.ts";
import { pageHref } from "#components/feed/urls.ts";
import { serverHrefs } from "#components/server/href.ts";
import type { Asset } from "#lib/model/asset.ts";
import type { Board } from "#lib/model/board.ts";
import { matchRank } from "#lib/model/match-rank.ts";
import { visible } from "#lib/model/visible.ts";
import { PAGES } from "./pages.ts";

/** Something to jump to. */
export interface Entry {
  href: string;
  name: string;
  /** What it is, and where. */
  kind: string;
}

/** Assets among which a text was looked for, and accounts. */
export interface Found {
  accounts: string[];
  assets: Asset[];
}

/** Entries that are offered at once. */
export const MOST = 50;

/** What the board itself knows: pages and servers. */
export function boardEntries(context: string, board: Board | null): Entry[] {
  const pages = PAGES.map(({ name, path }): Entry => ({ href: pageHref(context, path), name, kind: "page" }));
  const servers = board?.servers ?? {};
  const hrefOf = serverHrefs(context, servers);
  const entries = Object.values(servers).map(
    (server): Entry => ({
      href: hrefOf(server),
      name: visible(server.name),
      kind: ["server", server.version, server.cluster && `cluster ${visible(server.cluster)}`]
        .filter(Boolean)
        .join(", "),
    }),
  );
  return [...pages, ...entries];
}

/** Accounts and assets. */
export function assetEntries(context: string, { accounts, assets }: Found): Entry[] {
  return [
    ...accounts.map(
      (account): Entry => ({
        href: `${pageHref(context, "/assets")}?${new URLSearchParams({ account })}`,
        name: visible(account),
        kind: "account",
      }),
    ),
    ...assets.map(
      (asset): Entry => ({
        href: assetHref(context, asset.id),
        name: assetLabel(asset),
        kind: `${kindText(asset)}, ${accountText(asset)}`,
      }),
    ),
  ];
}

/**
 * The entries whose name contains the text, bounded: first exact matches, then those that begin with it, then the
 * others.
 */
export function matching(entries: Entry[], text: string): Entry[] {
  const unique = [...new Map(entries.map((entry) => [entry.href, entry])).values()];
  return unique
    .map((entry) => ({ entry, rank: matchRank(entry.name, text.trim()) }))
    .filter(({ rank }) => rank < 3)
    .toSorted((a, b) => a.rank - b.rank)
    .slice(0, MOST)
    .map(({ entry }) => entry);
}
