"use client";

import { useSearchParams } from "next/navigation";
import { replaceQuery } from "#components/ui/replace-query.ts";
import type { TimelineEvent } from "#lib/model/board.ts";
import { allKinds, KIND_LABELS, withKind } from "./kinds.ts";

/** Which kinds of change are shown. With none chosen all are; the URL holds it. */
export function KindFilter({ events }: { events: TimelineEvent[] }) {
  const params = useSearchParams();
  const chosen = (params.get("kind") ?? "").split(",");
  return (
    <fieldset className="flex flex-wrap gap-x-6 gap-y-2">
      <legend className="label mb-1 block">Show only</legend>
      {allKinds().map((kind) => (
        <label key={kind} className="flex min-h-6 cursor-pointer items-center gap-2">
          <input
            type="checkbox"
            className="size-4 accent-[var(--ink)]"
            checked={chosen.includes(kind)}
            onChange={() => replaceQuery((query) => withKind(query, kind))}
          />
          {KIND_LABELS[kind]}
          <span className="text-soft">{events.filter((event) => event.kind === kind).length}</span>
        </label>
      ))}
    </fieldset>
  );
}
