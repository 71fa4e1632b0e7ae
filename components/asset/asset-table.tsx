"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { useEffect, useRef } from "react";
import { useContextName } from "#components/feed/feed-provider.tsx";
import { useBoard } from "#components/feed/use-board.ts";
import { NotKnown } from "#components/status/not-known.tsx";
import { Unreadable } from "#components/status/unreadable.tsx";
import { Blank } from "#components/ui/blank.tsx";
import type { Asset } from "#lib/model/asset.ts";
import { grouped } from "#lib/model/words.ts";
import { AssetHead } from "./asset-head.tsx";
import { AssetRow } from "./asset-row.tsx";
import { assetsQuery } from "./assets-query.ts";
import { ExportLinks } from "./export-links.tsx";
import { filterOf, selectionOf } from "./filter.ts";
import { useRows } from "./use-rows.ts";

/** How many rows before the end the next page is asked for: as many as a wheel scrolls while the answer comes. */
const AHEAD = 300;

/** All assets that match the URL. Only the rows in sight are in the document. */
export function AssetTable() {
  const context = useContextName();
  const board = useBoard();
  const params = useSearchParams();
  const selection = selectionOf(params);
  const { data, error, isPending, isPlaceholderData, hasNextPage, isFetchingNextPage, fetchNextPage } =
    useInfiniteQuery(assetsQuery(context, selection));
  const total = data?.total ?? 0;
  const { observed, total: accounts } = board?.head.coverage.accounts ?? { observed: 0, total: 1 };
  const isPartial = observed < accounts;
  if (total === 0 && board?.head.status === "unknown") return <NotKnown what="Which assets match" board={board} />;
  if (error && !data) return <Blank shape="question" title={`The assets cannot be read: ${error.message}`} />;
  if (isPending) return <Blank shape="dots" title="Waiting for the assets" />;
  if (total === 0) {
    return filterOf(params) ? (
      <Blank shape="ring" title="No asset matches">
        Take a filter away to see more.
      </Blank>
    ) : (
      <Blank shape="ring" title="No assets are known here">
        {isPartial && "Accounts that are not observed may hold some."}
      </Blank>
    );
  }
  const more = () => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  };
  return (
    <div aria-busy={isPlaceholderData}>
      {error && <Unreadable title="The assets cannot be read now" />}
      <ExportLinks
        context={context}
        selection={selection}
        isPlaceholder={isPlaceholderData}
        total={total}
        loaded={data.assets.length}
        heardAt={data.heardAt}
      />
      <Rows assets={data.assets} total={total} context={context} onEnd={more} />
    </div>
  );
}

interface RowsProps {
  assets: Asset[];
  total: number;
  context: string;
  onEnd: () => void;
}

/**
 * Rows are in the flow, below the space of those above: with each one positioned by itself, layout took longer the
 * further down it was.
 */
function Rows({ assets, total, context, onEnd }: RowsProps) {
  const top = useRef<HTMLTableSectionElement>(null);
  const virtual = useRows(assets, top.current?.offsetTop ?? 0);
  const items = virtual.getVirtualItems();
  const margin = virtual.options.scrollMargin;
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last >= assets.length - AHEAD) onEnd();
  }, [last, assets.length, onEnd]);
  return (
    <>
      {items.length < total && (
        <p className="hidden print:block">
          Printed are rows {grouped((items[0]?.index ?? 0) + 1)} to {grouped(last + 1)}, those around what was in sight;
          saved as CSV are all.
        </p>
      )}
      <table aria-label="Assets" aria-rowcount={total + 1} data-testid="assets" className="block">
        <AssetHead />
        <tbody
          ref={top}
          className="block [overflow-anchor:none] print:h-auto! print:pt-0!"
          style={{ height: virtual.getTotalSize(), paddingTop: (items[0]?.start ?? margin) - margin }}
        >
          {items.map(({ key, index }) => {
            const asset = assets[index];
            return (
              asset && (
                <AssetRow
                  key={key}
                  asset={asset}
                  context={context}
                  index={index + 2}
                  ref={virtual.measureElement}
                  dataIndex={index}
                />
              )
            );
          })}
        </tbody>
      </table>
    </>
  );
}
