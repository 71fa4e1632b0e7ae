"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useContextName } from "#components/feed/feed-provider.tsx";
import { useNow } from "#components/feed/use-now.ts";
import { timelineQuery } from "#components/timeline/timeline-query.ts";
import type { HistoryPoint } from "#lib/model/board.ts";
import { Figure } from "./figure.tsx";
import { historyQuery } from "./history-query.ts";
import { type Marker, markersOf } from "./markers.ts";
import { levelBands, reasonBands } from "./series.ts";
import { levelSummary, reasonSummary } from "./summary.ts";

const NONE: HistoryPoint[] = [];

export interface ChartProps {
  /** When watching began, ms since the epoch. */
  startedAt: number;
  isLow?: boolean;
}

interface Past {
  points: HistoryPoint[];
  markers: Marker[];
  isError: boolean;
  now: number | null;
}

function usePast(): Past {
  const context = useContextName();
  const { data: points = NONE, isError } = useQuery(historyQuery(context));
  const { data: events } = useQuery(timelineQuery(context));
  const now = useNow(15_000);
  const from = points[0]?.at;
  const last = points.at(-1)?.at ?? 0;
  const markers = useMemo(
    () => (from === undefined ? [] : markersOf(events ?? [], from, Math.max(last, now ?? 0))),
    [events, from, last, now],
  );
  return { points, markers, isError: isError && points.length === 0, now };
}

/** Who ran which level since watching began: a rollout is seen as bands. */
export function LevelsChart({ startedAt, isLow = false }: ChartProps) {
  const { points, markers, isError, now } = usePast();
  const bands = useMemo(() => levelBands(points), [points]);
  const summary = isError ? "The history cannot be read now." : levelSummary(points);
  return (
    <Figure
      {...{ title: "Servers by API level", of: "levels", points, bands, markers, now, startedAt, isLow }}
      summary={summary}
    />
  );
}

/** What was down since watching began, and why. */
export function ReasonsChart({ startedAt, isLow = false }: ChartProps) {
  const { points, markers, isError, now } = usePast();
  const bands = useMemo(() => reasonBands(points), [points]);
  const summary = isError ? "The history cannot be read now." : reasonSummary(points);
  return (
    <Figure
      {...{ title: "Assets down, by reason", of: "reasons", points, bands, markers, now, startedAt, isLow }}
      summary={summary}
    />
  );
}
