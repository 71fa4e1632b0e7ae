"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useContextName } from "#components/feed/feed-provider.tsx";
import { useNow } from "#components/feed/use-now.ts";
import type { HistoryPoint } from "#lib/model/board.ts";
import { Figure } from "./figure.tsx";
import { historyQuery } from "./history-query.ts";
import { levelBands, reasonBands, thin } from "./series.ts";
import { levelSummary, reasonSummary } from "./summary.ts";

const ROWS = 400;

function usePoints(): { points: HistoryPoint[]; isError: boolean; now: number | null } {
  const { data, isError } = useQuery(historyQuery(useContextName()));
  const points = useMemo(() => thin(data ?? [], ROWS), [data]);
  return { points, isError: isError && points.length === 0, now: useNow(15_000) };
}

/** Who ran which level since watching began: a rollout is seen as bands. */
export function LevelsChart({ startedAt }: { startedAt: number }) {
  const { points, isError, now } = usePoints();
  const bands = useMemo(() => levelBands(points), [points]);
  const summary = isError ? "The history cannot be read now." : levelSummary(points);
  return (
    <Figure {...{ title: "Servers by API level", of: "levels", points, bands, now, startedAt }} summary={summary} />
  );
}

/** What was down since watching began, and why. */
export function ReasonsChart({ startedAt }: { startedAt: number }) {
  const { points, isError, now } = usePoints();
  const bands = useMemo(() => reasonBands(points), [points]);
  const summary = isError ? "The history cannot be read now." : reasonSummary(points);
  return (
    <Figure {...{ title: "Assets down, by reason", of: "reasons", points, bands, now, startedAt }} summary={summary} />
  );
}
