"use client";

import { useMemo } from "react";
import { AssetLine } from "#components/asset/asset-line.tsx";
import { TROUBLED } from "#components/asset/words.ts";
import { useContextName } from "#components/feed/feed-provider.tsx";
import { pageHref } from "#components/feed/urls.ts";
import { useNow } from "#components/feed/use-now.ts";
import { Link } from "#components/ui/link.tsx";
import { Section } from "#components/ui/section.tsx";
import type { Board } from "#lib/model/board.ts";
import { grouped } from "#lib/model/words.ts";
import { FindingHead } from "./finding-head.tsx";
import { type Entry, ledgerOf } from "./ledger.ts";

const PER_CAUSE = 8;

/** What is not well, grouped by cause. */
export function Ledger({ board }: { board: Board }) {
  const now = useNow(1_000);
  const context = useContextName();
  const entries = useMemo(() => ledgerOf(board, PER_CAUSE), [board]);
  if (entries.length === 0) return null;
  const isWrong = entries.some(({ finding }) => finding?.severity !== "info");
  const assets = pageHref(context, "/assets");
  return (
    <Section
      title={isWrong ? "What is wrong, by cause" : "Worth knowing"}
      aside={<Link href={assets}>All assets</Link>}
    >
      <ol data-testid="ledger" className="-mt-3">
        {entries.map((entry) => (
          <li key={entry.finding?.key ?? "-"} className="border-b border-line py-3.5 last:border-b-0">
            <Cause entry={entry} now={now} />
            {entry.assets.length > 0 && (
              <ul className="mt-2">
                {entry.assets.map((asset) => (
                  <AssetLine key={asset.id} asset={asset} context={context} now={now} said={entry.finding?.detail} />
                ))}
              </ul>
            )}
            {entry.more > 0 && (
              <p className="pt-2 pl-[calc(1em+0.75rem)]">
                <Link className="underline" href={`${assets}?${TROUBLED}`}>
                  and {grouped(entry.more)} more
                </Link>
              </p>
            )}
          </li>
        ))}
      </ol>
    </Section>
  );
}

function Cause({ entry, now }: { entry: Entry; now: number | null }) {
  if (entry.finding) return <FindingHead level="h3" finding={entry.finding} now={now} />;
  return <h3 className="text-large font-semibold">Not yet explained by a finding</h3>;
}
