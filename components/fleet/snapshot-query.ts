import { queryOptions } from "@tanstack/react-query";
import { readClock } from "#components/feed/clock.ts";
import { fetchJson } from "#components/feed/fetch-json.ts";
import type { Instant } from "#components/feed/pulse.ts";
import type { Coverage, Status } from "#lib/model/board.ts";
import type { Severity } from "#lib/model/finding.ts";

/** How often each context is asked for, ms. */
export const POLL = 4_000;

/** What the overview needs of a context. Times are ISO 8601. */
interface SnapshotJson {
  /** Null before the first answer. */
  observedAt: string | null;
  /** Plimsoll's clock when it answered: the header may be that of a proxy, by another clock. */
  now: string;
  status: Status;
  coverage: Pick<Coverage, "servers" | "accounts">;
  findings: { key: string; severity: Severity; title: string; since: string }[];
}

export interface SnapshotAnswer extends SnapshotJson {
  /** This screen's clock when it came. */
  heardAt: Instant;
}

/** A summary of one context. Asked for, not pushed: a browser has only six connections to share. */
export function snapshotQuery(context: string) {
  return queryOptions({
    queryKey: ["snapshot", context],
    queryFn: async ({ signal }): Promise<SnapshotAnswer> => {
      const url = `/api/v1/contexts/${encodeURIComponent(context)}/snapshot`;
      return { ...(await fetchJson<SnapshotJson>(url, signal)), heardAt: readClock() };
    },
    refetchInterval: POLL,
    // The title and the icon of a hidden tab tell the state too.
    refetchIntervalInBackground: true,
    retry: false,
  });
}
