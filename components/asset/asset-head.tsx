"use client";

import { useSearchParams } from "next/navigation";
import { replaceQuery } from "#components/ui/replace-query.ts";
import type { AssetSort } from "#lib/model/store.ts";
import { sortOf, withSort } from "./filter.ts";

const COLUMNS = [
  { by: "state", name: "State" },
  { by: "name", name: "Name" },
  { by: "account", name: "Account" },
  { by: "level", name: "Needs level" },
  { by: "leader", name: "Leader" },
  { by: "reason", name: "Reason" },
] as const satisfies { by: AssetSort; name: string }[];

/** The names of the columns. Each sorts: upwards, downwards, then not at all; the URL holds it. */
export function AssetHead() {
  const params = useSearchParams();
  const sort = sortOf(params);
  return (
    <thead className="sticky top-0 z-10 block bg-ground">
      <tr aria-rowindex={1} className="asset-row border-b border-line-strong pt-2 pb-1">
        {COLUMNS.map(({ by, name }) => {
          const direction = sort?.by === by ? (sort.isDescending ? "descending" : "ascending") : "none";
          return (
            <th key={by} scope="col" aria-sort={direction} className="text-left">
              <button
                type="button"
                className={`label cursor-pointer underline-offset-4 hover:underline ${direction === "none" ? "" : "text-ink"}`}
                onClick={() => replaceQuery((query) => withSort(query, by))}
              >
                {name}
                <SortSign direction={direction} />
              </button>
            </th>
          );
        })}
      </tr>
    </thead>
  );
}

/** Always takes up its space, so that no column moves when another is chosen. */
function SortSign({ direction }: { direction: "ascending" | "descending" | "none" }) {
  return (
    <svg viewBox="0 0 10 10" aria-hidden="true" className="ml-1.5 inline-block size-[0.7em]">
      {direction !== "none" && (
        <path d={direction === "ascending" ? "M5 1 9 9H1Z" : "M5 9 1 1h8Z"} fill="currentColor" />
      )}
    </svg>
  );
}
