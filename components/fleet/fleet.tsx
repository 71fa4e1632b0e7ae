"use client";

import { useQueries } from "@tanstack/react-query";
import { PlimsollMark } from "#components/status/plimsoll-mark.tsx";
import { countOf, listOf } from "#components/ui/words.ts";
import type { Status } from "#lib/model/board.ts";
import { snapshotQuery } from "./snapshot-query.ts";
import { Tile } from "./tile.tsx";

const ORDER = ["critical", "unknown", "warning", "ok"] as const satisfies Status[];
const WORDS = {
  critical: "critical",
  unknown: "not known",
  warning: "with a warning",
  ok: "well",
} as const satisfies Record<Status, string>;

/** All systems: how many are well, and each with its state. One that fails changes only its own row. */
export function Fleet({ contexts }: { contexts: string[] }) {
  const answers = useQueries({ queries: contexts.map((context) => snapshotQuery(context)) });
  const tiles = contexts.map((name, index) => {
    const answer = answers[index];
    const status: Status = answer?.data && !answer.isError ? answer.data.status : "unknown";
    return { name, status, answer: answer?.data ?? null, isError: answer?.isError ?? false };
  });
  const worst = ORDER.find((status) => tiles.some((tile) => tile.status === status)) ?? "unknown";
  const counts = ORDER.flatMap((status) => {
    const count = tiles.filter((tile) => tile.status === status).length;
    return count > 0 ? [`${count} ${WORDS[status]}`] : [];
  });
  const main = worst === "ok" ? `All ${countOf(tiles.length, "system")} are well` : listOf(counts);
  return (
    <main className="@container p-[var(--gutter)]">
      <title>{`${main} – Plimsoll`}</title>
      <link rel="icon" href={`/icon-${worst}.svg`} type="image/svg+xml" />
      <div data-testid="headline" data-status={worst} className="flex items-start gap-[0.4em] text-headline">
        <PlimsollMark status={worst} className="mt-[0.06em] h-[0.92em] shrink-0" />
        <h1 className="font-semibold tracking-[-0.022em]">{main}</h1>
      </div>
      <ul className="mt-9 grid gap-x-12 @5xl:grid-cols-2">
        {tiles.map((tile) => (
          <Tile key={tile.name} {...tile} />
        ))}
      </ul>
    </main>
  );
}
