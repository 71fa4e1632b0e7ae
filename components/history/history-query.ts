import { queryOptions } from "@tanstack/react-query";
import { fetchJson } from "#components/feed/fetch-json.ts";
import { apiUrl } from "#components/feed/urls.ts";
import type { HistoryPoint } from "#lib/model/board.ts";

interface HistoryAnswer {
  history: HistoryPoint[];
}

/** Levels and reasons since watching began. */
export function historyQuery(context: string) {
  return queryOptions({
    queryKey: ["history", context],
    queryFn: ({ signal }) => fetchJson<HistoryAnswer>(apiUrl(context, "/history"), signal),
    select: (answer) => answer.history,
    refetchInterval: 15_000,
    staleTime: 10_000,
  });
}
