import type { Probe } from "../model/probe.ts";
import type { ServerIdentity } from "../model/report.ts";
import type { Gathered } from "../nats/gather.ts";
import { serverJsz } from "../nats/server-jsz.ts";
import { pingHealthz, pingJsz, pingStatsz, pingVarz } from "../nats/system-api.ts";
import type { Wire } from "../nats/wire.ts";
import type { RoundFault } from "./connection.ts";
import { placeOf, type RoundChanges, type ServerBook } from "./server-book.ts";

/** Who is there: short, as it only says whom to wait for in what follows. */
const PRESENCE_TIMEOUT_MS = 500;
/** A server that takes longer than this, or one and a half polls, for a summary counts as silent. */
const SUMMARY_TIMEOUT_MS = 3_000;
const DETAIL_TIMEOUT_MS = 15_000;

/** What one round of cheap questions brought. */
export interface Round {
  /** Null where nobody answered: then nothing is known of any single server. */
  changes: RoundChanges | null;
  activeServers: number | null;
  /** When the last answer came, ms since the epoch. */
  answeredAt: number;
  /** Why no server answered at all; null where one did. */
  fault: RoundFault | null;
  problems: string[];
}

export interface RoundOptions {
  /** ms. */
  pollInterval: number;
  withHealth: boolean;
}

/** Tier 0: who is there, with what version, level, meta group and counts. */
export async function askRound(
  wire: Wire,
  book: ServerBook,
  { pollInterval, withHealth }: RoundOptions,
): Promise<Round> {
  const startedAt = Date.now();
  const presence = await pingStatsz(wire, {
    timeout: PRESENCE_TIMEOUT_MS,
    expected: { count: null, ids: book.answeringIds() },
  });
  note(presence, ({ server }, at) => book.noteSeen(server, at));
  const ids = expectedIds(book, presence.ok ? presence.value.answers.map(({ server }) => server) : []);
  const timeout = Math.min(SUMMARY_TIMEOUT_MS, 1.5 * pollInterval);
  const options = { timeout, expected: { count: null, ids } };
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
    answeredAt: Math.max(...probes.filter(({ ok }) => ok).map(({ at }) => at)),
    activeServers: presence.ok ? presence.value.activeServers : null,
    fault: isAnswered || presence.ok ? null : { fault: presence.fault, message: presence.message },
    problems: probes.flatMap(problemsOf),
  };
}

/** Those who have just answered or did in the last round, but not who was restarted since, under a new id. */
function expectedIds(book: ServerBook, present: ServerIdentity[]): Set<string> {
  const places = new Set(present.map(placeOf));
  const absent = book.servers().filter(({ identity, isAnswering }) => isAnswering && !places.has(placeOf(identity)));
  return new Set([...present, ...absent.map(({ identity }) => identity)].map(({ id }) => id));
}

/** Tier 1: the streams and consumers of one server. Returns how many bytes came for it. */
export async function askDetail(wire: Wire, book: ServerBook, serverId: string): Promise<number> {
  const options = { timeout: DETAIL_TIMEOUT_MS, streams: true, consumers: true, config: true };
  let bytes = 0;
  const metered: Pick<Wire, "request"> = {
    async *request(...asked) {
      for await (const reply of wire.request(...asked)) {
        bytes += reply.body.byteLength;
        yield reply;
      }
    },
  };
  book.noteDetail(serverId, await serverJsz({ ...wire, ...metered }, serverId, options));
  return bytes;
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
