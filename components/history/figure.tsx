"use client";

import dynamic from "next/dynamic";
import { useId, useMemo } from "react";
import { persistently } from "#components/feed/persistently.ts";
import { Section } from "#components/ui/section.tsx";
import { timeText } from "#components/ui/time.ts";
import type { HistoryPoint } from "#lib/model/board.ts";
import { type Marker, markerSummary } from "./markers.ts";
import { type Band, gapsOf, rowsOf } from "./series.ts";

// Charts are the heaviest script and the last thing that the eye needs.
const BandChart = dynamic(() => persistently(() => import("./band-chart.tsx")).then((module) => module.BandChart), {
  ssr: false,
  loading: () => <div className="h-full" />,
});

interface FigureProps {
  title: string;
  of: "levels" | "reasons";
  points: HistoryPoint[];
  bands: Band[];
  markers: Marker[];
  summary: string;
  startedAt: number;
  now: number | null;
  /** Something else needs the space, or there is nothing to see here. */
  isLow: boolean;
}

/** A chart with its legend, and the same in words. */
export function Figure({ title, of, points, bands, markers, summary, startedAt, now, isLow }: FigureProps) {
  const rows = useMemo(() => rowsOf(points, bands, of, now), [points, bands, of, now]);
  const hatch = useId();
  const gaps = useMemo(() => gapsOf(points, now), [points, now]);
  return (
    <Section title={title} aside={`since ${timeText(startedAt, now)}`}>
      <figure data-testid={`chart-${of}`}>
        <div className={isLow ? "h-20" : "h-32"} aria-hidden="true">
          {bands.length > 0 ? <BandChart {...{ rows, bands, gaps, hatch, markers }} /> : <div className="chart-void" />}
        </div>
        {/* The words first and over the whole width, with room for the legend: nothing moves when the history comes. */}
        <figcaption className="mt-2 flex min-h-[3lh] flex-wrap content-start gap-x-5 text-small text-soft">
          <span className="w-full">{summary}</span>
          {bands.map(({ key, label, fill, edge }) => (
            <span key={key} className="inline-flex items-center gap-1.5 text-ink">
              <svg viewBox="0 0 10 10" aria-hidden="true" className="size-[0.75em]">
                <path d="M.5.5h9v9h-9Z" fill={fill} stroke={edge ?? "none"} />
              </svg>
              {label}
            </span>
          ))}
          {bands.length > 0 && gaps.length > 0 && <GapLegend hatch={hatch} />}
          {bands.length > 0 && <MarkerLegend markers={markers} />}
          {bands.length > 0 && <span className="sr-only">{markerSummary(markers, now)}</span>}
        </figcaption>
      </figure>
    </Section>
  );
}

/** Nobody could look: neither a count nor none. */
function GapLegend({ hatch }: { hatch: string }) {
  return (
    <span className="inline-flex items-center gap-1.5 text-ink">
      <svg viewBox="0 0 10 10" aria-hidden="true" className="size-[0.75em]">
        <pattern id={hatch} width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <path d="M2 0v4" stroke="var(--line-strong)" strokeWidth="1.5" />
        </pattern>
        <path d="M0 0h10v10H0Z" fill={`url(#${hatch})`} />
      </svg>
      not known
    </span>
  );
}

const MARKS = [
  { kind: "version", label: "version change", dashes: "none" },
  { kind: "restart", label: "restart", dashes: "2 2" },
] as const;

function MarkerLegend({ markers }: { markers: Marker[] }) {
  return MARKS.filter(({ kind }) => markers.some((marker) => marker.kind === kind)).map(({ kind, label, dashes }) => (
    <span key={kind} className="inline-flex items-center gap-1.5 text-ink">
      <svg viewBox="0 0 10 10" aria-hidden="true" className="size-[0.75em]">
        <path d="M5 0v10" stroke="currentColor" strokeWidth="1.5" strokeDasharray={dashes} />
      </svg>
      {label}
    </span>
  ));
}
