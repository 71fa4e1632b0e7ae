import { queryOptions } from "@tanstack/react-query";
import { fetchJson } from "#components/feed/fetch-json.ts";

interface ContextsAnswer {
  contexts: { name: string }[];
}

/** The systems that are watched, in the order of the configuration. */
export function contextsQuery() {
  return queryOptions({
    queryKey: ["contexts"],
    queryFn: ({ signal }) => fetchJson<ContextsAnswer>("/api/v1/contexts", signal),
    select: (answer) => answer.contexts.map(({ name }) => name),
    retry: false,
  });
}
