import { explainNobody } from "./problem.ts";
import { type Reply, WireError, type WireOptions } from "./wire.ts";

const DEFAULT_MAX_BYTES = 256 * 1024 * 1024;

interface Pending {
  subject: string;
  take: (reply: Reply) => void;
  end: (error: WireError | null) => void;
}

/** The requests of one connection that wait for replies, each by the token at the end of its reply subject. */
export interface Requests {
  /** Enters a request, calls `send` with its token, and yields replies until its end; throws `WireError`. */
  run(subject: string, options: WireOptions, send: (token: string) => void): AsyncGenerator<Reply>;
  /** Hands over a reply; one whose request has ended is dropped. */
  deliver(token: string, reply: Reply): void;
  /** Ends one request as without responders. */
  nobodyListens(token: string): void;
  /** Ends the requests that match with an error; true where there was one. */
  fail(error: WireError, matches?: (subject: string, token: string) => boolean): boolean;
}

/** A registry without requests. */
export function createRequests(): Requests {
  const pending = new Map<string, Pending>();
  let lastToken = 0;

  async function* run(subject: string, options: WireOptions, send: (token: string) => void): AsyncGenerator<Reply> {
    const token = (++lastToken).toString(36);
    const inbox = collect(subject, options);
    pending.set(token, inbox);
    try {
      send(token);
      yield* inbox.replies();
    } finally {
      pending.delete(token);
      inbox.end(null);
    }
  }

  return {
    run,
    deliver: (token, reply) => pending.get(token)?.take(reply),
    nobodyListens: (token) => {
      const request = pending.get(token);
      request?.end(new WireError("no-responders", explainNobody(request.subject)));
    },
    fail: (error, matches = () => true) => {
      const failed = [...pending].filter(([token, { subject }]) => matches(subject, token));
      for (const [, request] of failed) request.end(error);
      return failed.length > 0;
    },
  };
}

/** Gathers the replies of one request up to its end: enough of them, an error, or the timeout. */
function collect(subject: string, options: WireOptions): Pending & { replies(): AsyncGenerator<Reply> } {
  const { timeout, linger, maxBytes = DEFAULT_MAX_BYTES } = options;
  const wanted = options.replies ?? (linger === undefined ? 1 : Number.POSITIVE_INFINITY);
  const queue: Reply[] = [];
  let count = 0;
  let bytes = 0;
  let isEnded = false;
  let failure: WireError | null = null;
  let wake = Promise.withResolvers<void>();
  let lingering: NodeJS.Timeout | undefined;
  const giveUp = () => end(count > 0 ? null : new WireError("timeout", `no answer to ${subject} within ${timeout} ms`));
  // A process that was busy runs its timers before it reads the replies that have come meanwhile.
  const timer = setTimeout(() => setImmediate(giveUp), timeout);

  function end(error: WireError | null): void {
    if (isEnded) return;
    isEnded = true;
    failure = error;
    clearTimeout(timer);
    clearTimeout(lingering);
    wake.resolve();
  }

  function take(reply: Reply): void {
    if (isEnded) return;
    bytes += reply.body.byteLength;
    if (bytes > maxBytes) {
      end(new WireError("malformed", `the replies to ${subject} exceed ${maxBytes} bytes`));
      return;
    }
    count++;
    queue.push(reply);
    if (linger !== undefined) lingering ??= setTimeout(() => end(null), linger);
    if (count >= wanted) end(null);
    wake.resolve();
  }

  async function* replies(): AsyncGenerator<Reply> {
    for (;;) {
      for (let reply = queue.shift(); reply; reply = queue.shift()) yield reply;
      if (isEnded) break;
      await wake.promise;
      wake = Promise.withResolvers();
    }
    if (failure) throw failure;
  }

  return { subject, take, end, replies };
}
