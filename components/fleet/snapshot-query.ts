import { queryOptions } from "@tanstack/react-query";
import { readClock } from "#components/feed/clock.ts";
import { fetchDated } from "#components/feed/fetch-json.ts";
import type { Instant } from "#components/feed/pulse.ts";
import type { Coverage, Status } from "#lib/model/board.ts";
import type { Severity } from "#lib/model/finding.ts";

/** How often each context is asked for, ms. */
export const POLL = 4_000;

/** What the overview needs of a context. Times are ISO 8601. */
interface SnapshotJson {
  /** Null before the first answer. */
  observedAt: string | null;
  status: Status;
  coverage: Pick<Coverage, "servers" | "accounts">;
  findings: { key: string; severity: Severity; title: string; since: string }[];
}

export interface SnapshotAnswer extends SnapshotJson {
  /** Plimsoll's clock when it answered, ms since the epoch; null where it is not known. */
  serverNow: number | null;
  /** This screen's clock at that moment. */
  heardAt: Instant;
}

/** A summary of one context. Asked for, not pushed: a browser has only six connections to share. */
export function snapshotQuery(context: string) {
  return queryOptions({
    queryKey: ["snapshot", context],
    queryFn: async ({ signal }): Promise<SnapshotAnswer> => {
      const url = `/api/v1/contexts/${encodeURIComponent(context)}/snapshot`;
      const { value, serverNow } = await fetchDated<SnapshotJson>(url, signal);
      return { ...value, serverNow, heardAt: readClock() };
    },
    refetchInterval: POLL,
    // The title and the icon of a hidden tab tell the state too.
    refetchIntervalInBackground: true,
    retry: false,
  });
}
