import { queryOptions } from "@tanstack/react-query";
import { fetchJson } from "#components/feed/fetch-json.ts";
import type { HistoryPoint } from "#lib/model/board.ts";

interface HistoryAnswer {
  history: HistoryPoint[];
}

/** Levels and reasons since watching began. */
export function historyQuery(context: string) {
  return queryOptions({
    queryKey: ["history", context],
    queryFn: ({ signal }) =>
      fetchJson<HistoryAnswer>(`/api/v1/contexts/${encodeURIComponent(context)}/history`, signal),
    select: (answer) => answer.history,
    refetchInterval: 15_000,
    staleTime: 10_000,
  });
}
