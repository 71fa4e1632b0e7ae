import { answerOf } from "../model/probe.ts";
import type { JszDetailReport, StreamReport } from "../model/report.ts";
import { serverJsz } from "../nats/server-jsz.ts";
import type { Wire } from "../nats/wire.ts";
import { DETAIL_TIMEOUT_MS } from "./ask-system.ts";
import { inParallel } from "./in-parallel.ts";
import { weighed } from "./metered.ts";
import type { ServerBook } from "./server-book.ts";
import { streamKey } from "./stream-changes.ts";

/** Where more accounts than this have changed, everything of the server is asked for. */
const MOST_ACCOUNTS = 16;
const AT_ONCE = 4;

/** What is new in a server's details: its streams in short, then the accounts in which they differ in full. */
export async function askChanges(
  wire: Wire,
  book: ServerBook,
  serverId: string,
): Promise<{ isEnough: boolean; bytes: number }> {
  const scale = weighed(wire);
  const known = answerOf(book.server(serverId)?.detail);
  const short = await serverJsz(scale.wire, serverId, {
    timeout: DETAIL_TIMEOUT_MS,
    streams: true,
    consumers: false,
    config: false,
  });
  if (!known || !short.ok) return { isEnough: false, bytes: scale.bytes() };
  const changed = changedIn(known, short.value);
  if (changed.length > MOST_ACCOUNTS) return { isEnough: false, bytes: scale.bytes() };
  const anew = new Map<string, StreamReport[]>();
  await inParallel(changed, AT_ONCE, async (account) => {
    const id = short.value.accountIds?.get(account) ?? account;
    const options = { timeout: DETAIL_TIMEOUT_MS, streams: true, consumers: true, config: true, account: id };
    const told = answerOf(await serverJsz(scale.wire, serverId, options));
    if (told)
      anew.set(
        account,
        told.streams.map((stream) => ({ ...stream, account })),
      );
  });
  const isEnough = anew.size === changed.length && answerOf(book.server(serverId)?.detail) === known;
  if (isEnough) book.noteDetail(serverId, { ...short, value: merged(known, short.value, anew) });
  return { isEnough, bytes: scale.bytes() };
}

/**
 * Accounts of which the server has different streams from those known, or streams with a different number of consumers.
 */
export function changedIn(known: JszDetailReport, short: JszDetailReport): string[] {
  const missing = new Map(known.streams.map((stream) => [streamKey(stream), stream]));
  const changed = new Set<string>();
  for (const stream of short.streams) {
    const before = missing.get(streamKey(stream));
    missing.delete(streamKey(stream));
    const isSame =
      before?.createdAt === stream.createdAt &&
      before.state?.consumers === stream.state?.consumers &&
      before.placement?.leader === stream.placement?.leader;
    if (!isSame) changed.add(stream.account);
  }
  for (const { account } of missing.values()) changed.add(account);
  return [...changed];
}

/** What is known, with the streams of some accounts replaced. All others stay the same objects. */
function merged(
  { streams }: JszDetailReport,
  short: JszDetailReport,
  anew: ReadonlyMap<string, StreamReport[]>,
): JszDetailReport {
  return { ...short, streams: [...streams.filter(({ account }) => !anew.has(account)), ...[...anew.values()].flat()] };
}
