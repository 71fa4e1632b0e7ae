import type { ObservedServer } from "../model/observation.ts";
import { answerOf } from "../model/probe.ts";

/** How far the meta group of each domain is: while its log stands still, no asset is created, changed or deleted. */
export interface MetaLogs {
  /** Takes what the meta leaders say, at `at` (ms); true where one has written something since. */
  note(servers: ObservedServer[], at: number): boolean;
  /** Since when the log of a domain stands still, ms; null where its servers do not tell. */
  standsSince(domain: string | null): number | null;
  clear(): void;
}

export function createMetaLogs(): MetaLogs {
  const logs = new Map<string | null, { text: string; since: number }>();
  return {
    note(servers, at) {
      let hasWritten = false;
      for (const { identity, isAnswering, jsz } of servers) {
        const meta = answerOf(jsz)?.meta;
        if (!isAnswering || !meta?.log || meta.leader !== identity.name) continue;
        // Each member has a log of its own, which may be cut at another place.
        const text = `${identity.id} ${meta.log}`;
        if (logs.get(identity.domain)?.text === text) continue;
        hasWritten = true;
        logs.set(identity.domain, { text, since: at });
      }
      return hasWritten;
    },
    standsSince: (domain) => logs.get(domain)?.since ?? null,
    clear: () => logs.clear(),
  };
}
