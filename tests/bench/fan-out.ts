import type { BoardSource, Published, Update } from "#lib/model/store.ts";
import { createBroadcast } from "#lib/output/broadcast.ts";

/** What so many screens cost together. */
export interface FanOut {
  clients: number;
  /** CPU time, ms, and bytes, of all clients for all updates. */
  cpu: number;
  bytes: number;
}

/** Gives so many readers a board and then updates, which change every server of it, as in churn. */
export async function measureFanOut(first: Published, clients: number, updates: number): Promise<FanOut> {
  let published = first;
  const listeners = new Set<(update: Update) => void>();
  const source: BoardSource = {
    current: () => published,
    since: () => null,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
  const broadcast = createBroadcast(source, { buildId: "bench", limit: clients, now: Date.now });
  const closing = new AbortController();
  const streams = Array.from({ length: clients }, () => broadcast.open(null, closing.signal));
  const readers = streams.flatMap((stream) => stream?.getReader() ?? []);
  const before = process.cpuUsage();
  let bytes = 0;
  const reading = readers.map(async (reader) => {
    for (let next = await reader.read(); !next.done; next = await reader.read()) bytes += next.value.byteLength;
  });
  for (let count = 0; count < updates; count++) {
    const { revision, board } = published;
    const head = { ...board.head, troubled: count };
    published = { revision: revision + 1, observedAt: Date.now(), board: { ...board, head } };
    const update = { revision: published.revision, observedAt: published.observedAt, delta: { head } };
    for (const listener of listeners) listener(update);
    await new Promise((resolve) => setImmediate(resolve));
  }
  closing.abort();
  await Promise.all(reading);
  const { user, system } = process.cpuUsage(before);
  return { clients, cpu: (user + system) / 1_000, bytes };
}
