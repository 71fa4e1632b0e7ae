import { queryOptions } from "@tanstack/react-query";
import { fetchJson } from "#components/feed/fetch-json.ts";
import { apiUrl } from "#components/feed/urls.ts";
import type { TimelineEvent } from "#lib/model/board.ts";

interface TimelineAnswer {
  events: (Omit<TimelineEvent, "at"> & { at: string })[];
}

/** What changed since watching began, newest first. */
export function timelineQuery(context: string) {
  return queryOptions({
    queryKey: ["timeline", context],
    queryFn: ({ signal }) => fetchJson<TimelineAnswer>(apiUrl(context, "/timeline"), signal),
    select: readEvents,
    refetchInterval: 5_000,
    staleTime: 4_000,
  });
}

function readEvents({ events }: TimelineAnswer): TimelineEvent[] {
  return events.map((event) => ({ ...event, at: Date.parse(event.at) }));
}
