import type { FleetState } from "./use-fleet.ts";

/** The tab says what the screen of several systems says. */
export function FleetTitle({ fleet: { main, worst, isStale } }: { fleet: FleetState }) {
  return (
    <>
      <title>{`${isStale ? "Last known" : main} – Plimsoll`}</title>
      <link rel="icon" href={`/icon-${worst}.svg`} type="image/svg+xml" />
    </>
  );
}
