import { queryOptions, skipToken } from "@tanstack/react-query";
import type { Published } from "#lib/model/store.ts";
import type { Pulse } from "./pulse.ts";

/** The board of a context. The feed fills it; nothing fetches it. */
export function boardQuery(context: string) {
  return queryOptions<Published>({ queryKey: ["board", context], queryFn: skipToken, staleTime: Infinity });
}

/** How fresh the board of a context is. Apart from it, so that a poll without a change redraws only ages. */
export function pulseQuery(context: string) {
  return queryOptions<Pulse>({ queryKey: ["pulse", context], queryFn: skipToken, staleTime: Infinity });
}
