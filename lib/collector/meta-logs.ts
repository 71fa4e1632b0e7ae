import type { ObservedServer } from "../model/observation.ts";
import { answerOf } from "../model/probe.ts";

/** How long after the meta leader wrote something all servers have read it, ms. */
const READ_AFTER_MS = 10_000;

/** How far the log of each domain's meta group is: while it stands still, no asset is created, changed or deleted. */
export interface MetaLogs {
  /**
   * Notes what the meta leaders say at `at` (ms), and which of them say it in STATSZ too (`isBrief`); true where one has
   * written something since.
   */
  note(servers: ObservedServer[], isBrief: (serverId: string) => boolean, at: number): boolean;
  /**
   * Whether by `at` (ms) all servers of a domain had read what its leader wrote last; false where the leader does not
   * say.
   */
  isReadAt(domain: string | null, at: number): boolean;
  /**
   * The same for all domains with JetStream; false where the log of one is not in STATSZ, so that its growth is seen
   * too late.
   */
  areReadAt(at: number): boolean;
  clear(): void;
}

export function createMetaLogs(): MetaLogs {
  let logs = new Map<string | null, { text: string; since: number }>();
  let areBrief = false;

  function isReadAt(domain: string | null, at: number): boolean {
    const log = logs.get(domain);
    return log !== undefined && at >= log.since + READ_AFTER_MS;
  }

  return {
    note(servers, isBrief, at) {
      const told: typeof logs = new Map();
      const brief = new Set<string | null>();
      const answering = servers.filter(({ isAnswering }) => isAnswering);
      for (const { identity, jsz } of answering) {
        const meta = answerOf(jsz)?.meta;
        if (!meta?.log || meta.leader !== identity.name) continue;
        // Each member has a log of its own, which may be compacted at a different place.
        const text = `${identity.id} ${meta.log}`;
        const known = logs.get(identity.domain);
        told.set(identity.domain, known?.text === text ? known : { text, since: at });
        if (isBrief(identity.id)) brief.add(identity.domain);
      }
      const hasWritten = [...told].some(([domain, log]) => logs.get(domain) !== log);
      logs = told;
      areBrief = answering.every(({ identity }) => !identity.jetstream || brief.has(identity.domain));
      return hasWritten;
    },
    isReadAt,
    areReadAt: (at) => areBrief && [...logs.keys()].every((domain) => isReadAt(domain, at)),
    clear() {
      logs.clear();
      areBrief = false;
    },
  };
}
