"use client";

import { Banner } from "#components/status/banner.tsx";
import { Tile } from "./tile.tsx";
import { useFleet } from "./use-fleet.ts";
import { useFleetNow } from "./use-fleet-now.ts";
import { coverageText } from "./words.ts";

/** All systems: how many are well, and each with its state. One that fails changes only its own row. */
export function Fleet({ contexts }: { contexts: string[] }) {
  const { members, worst, main } = useFleet(contexts);
  const now = useFleetNow(members);
  return (
    <main className="@container">
      <title>{`${main} – Plimsoll`}</title>
      <link rel="icon" href={`/icon-${worst}.svg`} type="image/svg+xml" />
      <Banner status={worst} main={main} rest={coverageText(members)} />
      <ul className="mx-[var(--gutter)] mt-7 mb-10 grid gap-x-12 @5xl:grid-cols-2">
        {members.map((member) => (
          <Tile key={member.name} member={member} now={now} />
        ))}
      </ul>
    </main>
  );
}
