import type { Fault, Probe } from "../model/probe.ts";
import type { ServerIdentity } from "../model/report.ts";
import type { Gathered } from "../nats/gather.ts";
import { serverJsz } from "../nats/server-jsz.ts";
import { pingStatsz } from "../nats/system-api.ts";
import type { Wire } from "../nats/wire.ts";
import { askSingles, askSummaries, joined, type Kinds, type Problem, problemsOf } from "./ask-summaries.ts";
import type { RoundFault } from "./connection.ts";
import { weighed } from "./metered.ts";
import type { RoundChanges, ServerBook } from "./server-book.ts";
import { placeOf } from "./server-place.ts";

/** For who is there: short, as it only says whom to wait for in what follows. */
const PRESENCE_TIMEOUT_MS = 500;
/** A server that takes longer than this, or one and a half polls, for a summary counts as silent. */
const SUMMARY_TIMEOUT_MS = 3_000;
export const DETAIL_TIMEOUT_MS = 15_000;
/** More servers than this are asked with one request to all. */
export const MOST_SINGLES = 10;

/** What one round of cheap questions brought. */
export interface Round {
  /** What all servers were asked for besides STATSZ. */
  ofAll: Kinds;
  /** The ids of the servers whose answers could be read. */
  read: { jsz: ReadonlySet<string>; health: ReadonlySet<string> };
  /**
   * Null where nobody answered, the connection ended, or the clock was set back: nothing new is known then of who is
   * there.
   */
  changes: RoundChanges | null;
  activeServers: number | null;
  /** When the last answer came, ms since the epoch. */
  answeredAt: number;
  /** Why no server answered at all; null where one did. */
  fault: RoundFault | null;
  problems: Problem[];
}

export interface RoundOptions {
  /** ms. */
  pollInterval: number;
  /**
   * What to ask all servers for, now that STATSZ shows that `moved` of them have changed; where that leaves out JSZ, a
   * few of these are asked singly. `isMissing` says that many do not answer STATSZ.
   */
  due(moved: number, isMissing: boolean): Kinds;
  /** Called when STATSZ says something new, before the summaries are asked for. */
  onMoved?: () => void;
}

/**
 * Tier 0: who is there, with what version, level, meta group and counts. STATSZ says nearly all of it in short; JSZ and
 * HEALTHZ say the rest. No server counts as silent that was not asked for a summary too.
 */
export async function askRound(
  wire: Wire,
  book: ServerBook,
  { pollInterval, due, onMoved }: RoundOptions,
): Promise<Round> {
  const startedAt = Date.now();
  const presence = await pingStatsz(wire, {
    timeout: PRESENCE_TIMEOUT_MS,
    expected: { count: null, ids: book.answeringIds() },
  });
  note(presence, book.noteStatsz);
  const present = presence.ok ? presence.value.answers.map(({ server }) => server) : [];
  const absent = absentees(book, present);
  const presentIds = new Set(present.map(({ id }) => id));
  const moved = book.moved().filter(({ id }) => presentIds.has(id));
  if (moved.length > 0) onMoved?.();
  const ofAll = due(moved.length, !presence.ok || absent.length > MOST_SINGLES);
  const timeout = Math.min(SUMMARY_TIMEOUT_MS, 1.5 * pollInterval);
  const ids = new Set([...presentIds, ...absent.map(({ id }) => id)]);
  const singles = ofAll.jsz ? [] : [...absent, ...moved].slice(0, MOST_SINGLES);
  const asked = joined(
    await Promise.all([askSummaries(wire, { ids, timeout }, ofAll), askSingles(wire, singles, timeout)]),
  );
  for (const { value, at } of asked.varz) book.noteVarz(value, at);
  for (const { value, at } of asked.jsz) book.noteJsz(value, at);
  for (const [id, why] of asked.healthless) book.noteNoHealth(id, why);
  for (const { value, at } of asked.health) book.noteHealth(value, at);
  const read = { jsz: idsOf(asked.jsz), health: idsOf(asked.health) };
  const answers = [...asked.varz, ...asked.jsz, ...asked.health];
  const isAnswered = present.length > 0 || answers.length > 0;
  const endedAt = Date.now();
  // Where the connection ended midway, or the clock was set back, servers that seem unheard are not silent.
  const isWhole = wire.status().state === "connected" && endedAt >= startedAt;
  if (isWhole && ofAll.jsz) book.noteNoJsz(unanswered(ids, read.jsz, asked.problems));
  return {
    ofAll,
    read,
    changes: isAnswered && isWhole ? book.endRound(startedAt, endedAt) : null,
    answeredAt: Math.max(presence.ok ? presence.at : 0, ...answers.map(({ at }) => at)),
    activeServers: presence.ok ? presence.value.activeServers : null,
    fault: isAnswered || presence.ok ? null : { fault: presence.fault, message: presence.message },
    problems: [...problemsOf(presence, null), ...asked.problems],
  };
}

/** Who did not answer JSZ, ids; of those whose answer could not be read, or who could not be asked, it is said already. */
function unanswered(ids: ReadonlySet<string>, read: ReadonlySet<string>, problems: Problem[]): string[] {
  const told = new Set(problems.filter(({ of }) => of === "jsz").map(({ server }) => server));
  return told.has(null) ? [] : [...ids].filter((id) => !read.has(id) && !told.has(id));
}

function idsOf(answers: readonly { value: { server: ServerIdentity } }[]): ReadonlySet<string> {
  return new Set(answers.map(({ value }) => value.server.id));
}

/** Who answered in the last round but not in this one, save those that were restarted since, under a new id. */
function absentees(book: ServerBook, present: ServerIdentity[]): ServerIdentity[] {
  const answering = book.servers().filter(({ isAnswering }) => isAnswering);
  const known = new Map(answering.map(({ identity }) => [identity.id, identity]));
  const places = new Set<string>();
  // One that was there before takes nobody's place.
  for (const identity of present) if (!known.delete(identity.id)) places.add(placeOf(identity));
  return [...known.values()].filter((identity) => !places.has(placeOf(identity)));
}

/** Tier 1: the streams and consumers of one server. Returns how many bytes came and, where they are no details, why. */
export async function askDetail(
  wire: Wire,
  book: ServerBook,
  serverId: string,
): Promise<{ bytes: number; fault: Fault | null }> {
  const options = { timeout: DETAIL_TIMEOUT_MS, streams: true, consumers: true, config: true };
  const scale = weighed(wire);
  const detail = await serverJsz(scale.wire, serverId, options);
  book.noteDetail(serverId, detail);
  return { bytes: scale.bytes(), fault: detail.ok ? null : detail.fault };
}

function note<T extends { server: ServerIdentity }>(
  probe: Probe<Gathered<T>>,
  noteOne: (report: T, at: number) => void,
): void {
  if (probe.ok) for (const report of probe.value.answers) noteOne(report, probe.at);
}
