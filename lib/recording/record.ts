import { type Reply, type Wire, WireError, type WireOptions } from "../nats/wire.ts";
import type { TapeEvent } from "./tape.ts";

/** Where a recorded wire puts what it sees. */
export interface Sink {
  add(event: TapeEvent): void;
  /** ms since the start of the tape; never goes back. */
  now(): number;
}

const REQUEST_INFO = "nats-request-info";

/**
 * The same wire, with all that passes logged under `name`. What it answers, throws and reports is unchanged.
 *
 * Of the request headers only `Nats-Request-Info` is logged, as the answer depends on it. A request that its caller
 * leaves early is logged with what had come by then.
 */
export function recordWire(wire: Wire, name: string, sink: Sink): Wire {
  sink.add({ kind: "status", at: sink.now(), wire: name, status: wire.status() });
  const stopListening = wire.onStatus((status) => sink.add({ kind: "status", at: sink.now(), wire: name, status }));
  return {
    request,
    status: () => wire.status(),
    onStatus: (listener) => wire.onStatus(listener),
    async close() {
      stopListening();
      await wire.close();
    },
  };

  async function* request(subject: string, body: string, options: WireOptions): AsyncGenerator<Reply> {
    const question = { wire: name, subject, body, requestInfo: requestInfoOf(options.headers) };
    const askedAt = sink.now();
    const replies: Reply[] = [];
    let fault: WireError | null = null;
    try {
      for await (const reply of wire.request(subject, body, options)) {
        replies.push(reply);
        yield reply;
      }
    } catch (error) {
      if (error instanceof WireError) fault = error;
      throw error;
    } finally {
      const failure = fault && { fault: fault.fault, message: fault.message };
      if (failure || replies.length > 0) {
        const at = sink.now();
        sink.add({ kind: "answer", at, took: at - askedAt, ...question, replies, fault: failure });
      }
    }
  }
}

/** The header that makes an answer depend on more than subject and body; names are compared without case. */
export function requestInfoOf(headers: WireOptions["headers"]): string | null {
  return Object.entries(headers ?? {}).find(([name]) => name.toLowerCase() === REQUEST_INFO)?.[1] ?? null;
}
