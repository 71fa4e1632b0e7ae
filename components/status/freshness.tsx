"use client";

import { isLost } from "#components/feed/pulse.ts";
import { useAge, useIsStale, useLink } from "#components/feed/use-freshness.ts";
import { useNow } from "#components/feed/use-now.ts";
import { Sign } from "#components/ui/shape.tsx";
import { clockText, durationText } from "#components/ui/time.ts";

/** How old the data is, counted from when the servers were observed; always in sight. */
export function Freshness() {
  const age = useAge();
  const isStale = useIsStale();
  const link = useLink();
  const now = useNow(1_000);
  return (
    <p
      data-testid="freshness"
      data-link={link}
      className="flex flex-wrap items-center gap-x-2 *:whitespace-nowrap"
      suppressHydrationWarning
    >
      {isStale && <Sign shape="triangle" tone="warning" />}
      <span className={isStale ? "font-semibold text-warning" : ""}>
        {age === null ? "not observed yet" : `observed ${durationText(age)} ago`}
      </span>
      {link === "connecting" && age === null && <span className="text-soft">connecting</span>}
      {isLost(link) && <span className="text-soft">reconnecting</span>}
      {now !== null && <span className="text-soft">{clockText(now)}</span>}
    </p>
  );
}
