"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useSearchParams } from "next/navigation";
import { useEffect, useRef } from "react";
import { useContextName } from "#components/feed/feed-provider.tsx";
import { Blank } from "#components/ui/blank.tsx";
import type { Asset } from "#lib/model/asset.ts";
import { AssetRow, COLUMNS } from "./asset-row.tsx";
import { assetsQuery } from "./assets-query.ts";
import { filterOf } from "./filter.ts";

const ROW = 56;

/** All assets that match the URL. Only the rows in sight are in the document. */
export function AssetTable() {
  const context = useContextName();
  const filter = filterOf(useSearchParams());
  const { data, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(
    assetsQuery(context, filter),
  );
  if (error && !data) return <Blank shape="question" title={`The assets cannot be read: ${error.message}`} />;
  if (isPending) return <Blank shape="dots" title="Waiting for the assets" />;
  if (data.total === 0) {
    return filter ? (
      <Blank shape="ring" title="No asset matches">
        Take a filter away to see more.
      </Blank>
    ) : (
      <Blank shape="ring" title="No assets are known here">
        Accounts that are not observed may hold some.
      </Blank>
    );
  }
  const more = () => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  };
  return <Rows assets={data.assets} total={data.total} context={context} onEnd={more} />;
}

interface RowsProps {
  assets: Asset[];
  total: number;
  context: string;
  onEnd: () => void;
}

function Rows({ assets, total, context, onEnd }: RowsProps) {
  const top = useRef<HTMLTableSectionElement>(null);
  const virtual = useWindowVirtualizer({
    count: assets.length,
    estimateSize: () => ROW,
    overscan: 12,
    scrollMargin: top.current?.offsetTop ?? 0,
    getItemKey: (index) => assets[index]?.id ?? index,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last >= assets.length - 50) onEnd();
  }, [last, assets.length, onEnd]);
  return (
    <table aria-label="Assets" aria-rowcount={total + 1} data-testid="assets" className="block">
      <thead className="block">
        <tr aria-rowindex={1} className="asset-row border-b border-line-strong pb-1">
          {COLUMNS.map((name) => (
            <th key={name} scope="col" className="label text-left">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody ref={top} className="relative block" style={{ height: virtual.getTotalSize() }}>
        {items.map(({ key, index, start }) => {
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
                top={start - virtual.options.scrollMargin}
              />
            )
          );
        })}
      </tbody>
    </table>
  );
}
