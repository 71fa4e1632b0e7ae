import { queryOptions } from "@tanstack/react-query";
import { fetchJson } from "#components/feed/fetch-json.ts";

interface ContextsAnswer {
  contexts: { name: string }[];
  buildId: string;
}

/** The systems that are watched, in the order of the configuration, and of which build Plimsoll is. */
export function contextsQuery() {
  return queryOptions({
    queryKey: ["contexts"],
    queryFn: ({ signal }) => fetchJson<ContextsAnswer>("/api/v1/contexts", signal),
    retry: false,
  });
}
