import { queryOptions } from "@tanstack/react-query";
import { fetchJson } from "#components/feed/fetch-json.ts";
import type { Coverage, Status } from "#lib/model/board.ts";
import type { Finding } from "#lib/model/finding.ts";

/** What the overview needs of a context. */
export interface SnapshotAnswer {
  /** ISO 8601; null before the first answer. */
  observedAt: string | null;
  status: Status;
  coverage: Pick<Coverage, "servers" | "accounts">;
  findings: Pick<Finding, "key" | "severity" | "title">[];
}

/** A summary of one context. Asked for, not pushed: a browser has only six connections to share. */
export function snapshotQuery(context: string) {
  return queryOptions({
    queryKey: ["snapshot", context],
    queryFn: ({ signal }) =>
      fetchJson<SnapshotAnswer>(`/api/v1/contexts/${encodeURIComponent(context)}/snapshot`, signal),
    refetchInterval: 4_000,
    retry: false,
  });
}
