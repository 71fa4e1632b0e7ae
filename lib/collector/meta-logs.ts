import type { ObservedServer } from "../model/observation.ts";
import { answerOf } from "../model/probe.ts";

/** So long after the meta leader wrote something its log has been read by all, ms. */
const READ_AFTER_MS = 10_000;

/** How far the meta group of each domain is: while its log stands still, no asset is created, changed or deleted. */
export interface MetaLogs {
  /**
   * Takes what the meta leaders say now, at `at` (ms), and whose STATSZ says it too; true where one has written
   * something since.
   */
  note(servers: ObservedServer[], isBrief: (serverId: string) => boolean, at: number): boolean;
  /** Whether all of a domain had read at `at` (ms) what its leader wrote last; false where its leader does not tell. */
  isReadAt(domain: string | null, at: number): boolean;
  /** The same of all domains with JetStream; false where STATSZ does not tell of one, which is then known too late. */
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
        // Each member has a log of its own, which may be cut at another place.
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
