"use client";

import { PlimsollMark } from "#components/status/plimsoll-mark.tsx";
import { Tile } from "./tile.tsx";
import { useFleet } from "./use-fleet.ts";
import { useFleetNow } from "./use-fleet-now.ts";

/** All systems: how many are well, and each with its state. One that fails changes only its own row. */
export function Fleet({ contexts }: { contexts: string[] }) {
  const { members, worst, main } = useFleet(contexts);
  const now = useFleetNow(members);
  return (
    <main className="@container p-[var(--gutter)]">
      <title>{`${main} – Plimsoll`}</title>
      <link rel="icon" href={`/icon-${worst}.svg`} type="image/svg+xml" />
      <div data-testid="headline" data-status={worst} className="flex items-start gap-[0.4em] text-headline">
        <PlimsollMark status={worst} className="mt-[0.06em] h-[0.92em] shrink-0" />
        <h1 className="font-semibold tracking-[-0.022em]">{main}</h1>
      </div>
      <ul className="mt-9 grid gap-x-12 @5xl:grid-cols-2">
        {members.map((member) => (
          <Tile key={member.name} member={member} now={now} />
        ))}
      </ul>
    </main>
  );
}
