import type { Published } from "../model/store.ts";
import { isoTime } from "./iso-time.ts";
import { connectionJson, sourceJson } from "./snapshot-json.ts";

/**
 * `GET /api/v1/contexts`. `observedAt` is that of the context which was observed longest ago;
 * `revision` is the sum of theirs: it grows whenever one of them does. `buildId` as the live feed has it.
 */
export function contextsJson(contexts: { name: string; isReady: boolean; published: Published }[], buildId: string) {
  const times = contexts.map(({ published }) => published.observedAt);
  const oldest = times.reduce((a, b) => (a === null || b === null ? null : Math.min(a, b)), times[0] ?? null);
  return {
    revision: contexts.reduce((sum, { published }) => sum + published.revision, 0),
    observedAt: isoTime(oldest),
    buildId,
    contexts: contexts.map(({ name, isReady, published: { revision, observedAt, board } }) => ({
      name,
      ready: isReady,
      revision,
      observedAt: isoTime(observedAt),
      source: sourceJson(board.head.source),
      status: board.head.status,
      connection: connectionJson(board.head.connection),
    })),
  };
}
