import type { Store } from "#lib/model/store.ts";
import { knownAnswer, streamAnswer, unavailable } from "#lib/output/answer.ts";
import { type Broadcast, createBroadcast } from "#lib/output/broadcast.ts";
import { BUILD_ID } from "../../../../../build-id.ts";
import { type ContextRoute, withContext } from "../with-context.ts";

/** Readers of one context. */
const LIMIT = 1000;

const broadcasts = new WeakMap<Store, Broadcast>();

function broadcastOf(store: Store): Broadcast {
  const known = broadcasts.get(store);
  if (known) return known;
  const broadcast = createBroadcast(store, { buildId: BUILD_ID, limit: LIMIT, now: Date.now });
  broadcasts.set(store, broadcast);
  return broadcast;
}

export function GET(request: Request, route: ContextRoute): Promise<Response> {
  return withContext(route, ({ store }) =>
    knownAnswer(request, ["lastEventId"], () => {
      const last = request.headers.get("Last-Event-ID") ?? new URL(request.url).searchParams.get("lastEventId");
      const lastRevision = last !== null && /^\d{1,16}$/.test(last) ? Number(last) : null;
      const stream = broadcastOf(store).open(lastRevision, request.signal);
      return stream ? streamAnswer(stream) : full();
    }),
  );
}

/** Next would answer HEAD with GET and drop the body without cancelling it, which would hold a reader for ever. */
export function HEAD(_request: Request, route: ContextRoute): Promise<Response> {
  return withContext(route, ({ store }) => (broadcastOf(store).isFull() ? full() : streamAnswer(null)));
}

function full(): Response {
  return unavailable({ error: `${LIMIT} readers are connected already`, remedy: "Close some, or ask …/snapshot." });
}
