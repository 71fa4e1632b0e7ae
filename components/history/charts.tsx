"use client";

import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useMemo } from "react";
import { useContextName } from "#components/feed/feed-provider.tsx";
import { useNow } from "#components/feed/use-now.ts";
import { Section } from "#components/ui/section.tsx";
import { timeText } from "#components/ui/time.ts";
import type { HistoryPoint } from "#lib/model/board.ts";
import { historyQuery } from "./history-query.ts";
import { levelBands, reasonBands, rowsOf, thin } from "./series.ts";
import { levelSummary, reasonSummary } from "./summary.ts";

const ROWS = 400;

// Charts are the heaviest script and the last thing that an eye needs.
const BandChart = dynamic(() => import("./band-chart.tsx").then((module) => module.BandChart), {
  ssr: false,
  loading: () => <div className="h-full" />,
});

/** How it came to be: levels and what was down, since watching began. */
export function Charts({ startedAt }: { startedAt: number }) {
  const { data, isError } = useQuery(historyQuery(useContextName()));
  const now = useNow(15_000);
  const points = useMemo(() => thin(data ?? [], ROWS), [data]);
  const since = `since ${timeText(startedAt, now)}`;
  return (
    <div className="grid content-start gap-9">
      <Chart title="Servers by API level" since={since} points={points} of="levels" now={now} isError={isError} />
      <Chart title="Assets down, by reason" since={since} points={points} of="reasons" now={now} isError={isError} />
    </div>
  );
}

interface ChartProps {
  title: string;
  since: string;
  points: HistoryPoint[];
  of: "levels" | "reasons";
  now: number | null;
  isError: boolean;
}

function Chart({ title, since, points, of, now, isError }: ChartProps) {
  const bands = useMemo(() => (of === "levels" ? levelBands(points) : reasonBands(points)), [of, points]);
  const rows = useMemo(() => rowsOf(points, bands, of, now), [points, bands, of, now]);
  const summary = of === "levels" ? levelSummary(points) : reasonSummary(points);
  return (
    <Section title={title} aside={since}>
      <figure data-testid={`chart-${of}`}>
        <div className="h-40" aria-hidden="true">
          {bands.length > 0 && <BandChart rows={rows} bands={bands} />}
          {bands.length === 0 && <div className="h-full border-b border-line-strong" />}
        </div>
        <figcaption className="mt-2 flex flex-wrap gap-x-5 text-small text-soft">
          {bands.map(({ key, label, color }) => (
            <span key={key} className="inline-flex items-center gap-1.5">
              <svg viewBox="0 0 10 10" aria-hidden="true" className="size-[0.75em]">
                <path d="M0 0h10v10H0Z" fill={color} />
              </svg>
              {label}
            </span>
          ))}
          <span>{isError && points.length === 0 ? "The history cannot be read now." : summary}</span>
        </figcaption>
      </figure>
    </Section>
  );
}
