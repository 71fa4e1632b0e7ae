"use client";

import { Heading } from "#components/ui/heading.tsx";
import { AssetTable } from "./asset-table.tsx";
import { Filters } from "./filters.tsx";

/** Every stream and consumer that is observed. */
export function AssetsPage() {
  return (
    <>
      <Heading kind="Streams and consumers">Assets</Heading>
      <div className="space-y-6 px-[var(--gutter)] pb-10">
        <Filters />
        <AssetTable />
      </div>
    </>
  );
}
