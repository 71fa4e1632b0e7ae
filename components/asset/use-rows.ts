"use client";

import { measureElement, useWindowVirtualizer } from "@tanstack/react-virtual";
import { useCallback, useRef } from "react";
import type { Asset } from "#lib/model/asset.ts";

/** px, before a row was measured. */
const ROW = 56;

/**
 * The rows in sight of a table that scrolls with the page; `top` is where its rows begin, px.
 * A step of the scroll must not cost more in a longer table. The virtualizer lays out all rows anew when it is given a
 * new function for their keys, and those below a row that turns out to have a different height from the one assumed.
 */
export function useRows(assets: Asset[], top: number) {
  const lowest = useRef<number | null>(null);
  return useWindowVirtualizer<HTMLTableRowElement>({
    count: assets.length,
    estimateSize: useCallback(() => lowest.current ?? ROW, []),
    getItemKey: useCallback((index: number) => assets[index]?.id ?? index, [assets]),
    measureElement(row, entry, virtual) {
      const height = measureElement(row, entry, virtual);
      lowest.current = Math.min(height, lowest.current ?? height);
      return height;
    },
    overscan: 12,
    scrollMargin: top,
  });
}
