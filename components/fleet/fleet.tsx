"use client";

import { Banner } from "#components/status/banner.tsx";
import { Bar } from "#components/status/bar.tsx";
import { LastKnown } from "#components/status/last-known.tsx";
import { SignedOut } from "#components/status/login-notice.tsx";
import { UNREACHABLE } from "#components/status/words.ts";
import { Link } from "#components/ui/link.tsx";
import { clockText } from "#components/ui/time.ts";
import { countOf } from "#lib/model/words.ts";
import { FleetTitle } from "./fleet-title.tsx";
import { Tile } from "./tile.tsx";
import { useFleet } from "./use-fleet.ts";
import { useFleetNow } from "./use-fleet-now.ts";
import { coverageText, lastKnownText } from "./words.ts";

/** All systems: how many are well, and each with its state. One that fails changes only its own row. */
export function Fleet({ contexts }: { contexts: string[] }) {
  const fleet = useFleet(contexts);
  const { members, worst, main, isStale } = fleet;
  const now = useFleetNow(members);
  return (
    <LastKnown said={isStale ? { age: lastKnownText(members, now), why: UNREACHABLE } : null}>
      <FleetTitle fleet={fleet} />
      <header>
        <Bar status={worst}>
          <span className="font-semibold">{countOf(members.length, "system")}</span>
          <Link href="/?wall">Wall</Link>
          {now !== null && <span className="ml-auto text-soft">{clockText(now)}</span>}
        </Bar>
      </header>
      {fleet.isSignedOut && <SignedOut />}
      <main className="@container">
        <Banner
          status={worst}
          main={
            <>
              {isStale && <span className="text-soft">Last known: </span>}
              {main}
            </>
          }
          rest={coverageText(members)}
        />
        <ul className="mx-[var(--gutter)] mt-7 mb-10 grid gap-x-12 @5xl:grid-cols-2">
          {members.map((member) => (
            <Tile key={member.name} member={member} now={now} />
          ))}
        </ul>
      </main>
    </LastKnown>
  );
}
