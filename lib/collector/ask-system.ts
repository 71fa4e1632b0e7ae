import type { Probe } from "../model/probe.ts";
import type { ServerIdentity } from "../model/report.ts";
import type { Gathered } from "../nats/gather.ts";
import { serverJsz } from "../nats/server-jsz.ts";
import { pingHealthz, pingJsz, pingStatsz, pingVarz } from "../nats/system-api.ts";
import type { Wire } from "../nats/wire.ts";
import type { RoundFault } from "./connection.ts";
import type { RoundChanges, ServerBook } from "./server-book.ts";

/** Who is there: short, as it only says whom to wait for in what follows. */
const PRESENCE_TIMEOUT_MS = 500;
/** A server that takes longer than this for a summary counts as silent. */
const SUMMARY_TIMEOUT_MS = 3_000;
const DETAIL_TIMEOUT_MS = 15_000;

/** What one round of cheap questions brought. */
export interface Round {
  /** Null where nobody answered: then nothing is known of any single server. */
  changes: RoundChanges | null;
  activeServers: number | null;
  /** Why no server answered at all; null where one did. */
  fault: RoundFault | null;
  problems: string[];
}

/** Tier 0: who is there, with what version, level, meta group and counts. */
export async function askRound(wire: Wire, book: ServerBook, withHealth: boolean): Promise<Round> {
  const startedAt = Date.now();
  const known = book.answeringIds();
  const presence = await pingStatsz(wire, { timeout: PRESENCE_TIMEOUT_MS, expected: { count: null, ids: known } });
  note(presence, ({ server }, at) => book.noteSeen(server, at));
  // Those who have just answered or did in the last round: a newcomer is not missed, one that died is waited for once.
  const ids = new Set([...known, ...(presence.ok ? presence.value.answers.map(({ server }) => server.id) : [])]);
  const options = { timeout: SUMMARY_TIMEOUT_MS, expected: { count: null, ids } };
  const [varz, jsz, health] = await Promise.all([
    pingVarz(wire, options),
    pingJsz(wire, options),
    withHealth ? pingHealthz(wire, options) : null,
  ]);
  note(varz, book.noteVarz);
  note(jsz, book.noteJsz);
  note(health, book.noteHealth);
  const probes = [presence, varz, jsz, ...(health ? [health] : [])];
  const isAnswered = probes.some((probe) => probe.ok && probe.value.answers.length > 0);
  return {
    changes: isAnswered ? book.endRound(startedAt, Date.now()) : null,
    activeServers: presence.ok ? presence.value.activeServers : null,
    fault: isAnswered || presence.ok ? null : { fault: presence.fault, message: presence.message },
    problems: probes.flatMap(problemsOf),
  };
}

/** Tier 1: the streams and consumers of one server. */
export async function askDetail(wire: Wire, book: ServerBook, serverId: string): Promise<void> {
  const options = { timeout: DETAIL_TIMEOUT_MS, streams: true, consumers: true, config: true };
  book.noteDetail(serverId, await serverJsz(wire, serverId, options));
}

function note<T extends { server: ServerIdentity }>(
  probe: Probe<Gathered<T>> | null,
  noteOne: (report: T, at: number) => void,
): void {
  if (probe?.ok) for (const report of probe.value.answers) noteOne(report, probe.at);
}

/** Answers that could not be read; that nobody answered is for `fault` to say. */
function problemsOf(probe: Probe<Gathered<unknown>>): string[] {
  if (probe.ok) return probe.value.problems.map(({ message }) => message);
  return probe.fault === "timeout" || probe.fault === "closed" ? [] : [probe.message];
}
