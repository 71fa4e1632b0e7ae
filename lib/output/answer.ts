import { type ParameterFault, parameterFaults } from "./parameters.ts";

const NO_STORE = { "Cache-Control": "no-store" };

/** How long a client should wait for a process that is starting, seconds. */
const RETRY_AFTER = "2";

/** What went wrong and what to do about it; `parameters` names what was wrong in a query. */
export interface Problem {
  error: string;
  remedy: string;
  parameters?: ParameterFault[];
}

/** A JSON answer that no cache may keep. */
export function jsonAnswer(body: unknown, status = 200): Response {
  return Response.json(body, { status, headers: NO_STORE });
}

/** A text answer that no cache may keep. */
export function textAnswer(body: string, status = 200, type = "text/plain; charset=utf-8"): Response {
  return new Response(body, { status, headers: { ...NO_STORE, "Content-Type": type } });
}

/** 503 for what will pass by itself. */
export function unavailable(problem: Problem): Response {
  return Response.json(problem, { status: 503, headers: { ...NO_STORE, "Retry-After": RETRY_AFTER } });
}

export function starting(): Response {
  return unavailable({ error: "Plimsoll is starting", remedy: `Ask again in ${RETRY_AFTER} s.` });
}

export function notFound(problem: Problem): Response {
  return jsonAnswer(problem, 404);
}

/** 400 that names every parameter at fault. */
export function badQuery(parameters: ParameterFault[]): Response {
  const names = parameters.map(({ name }) => name).join(", ");
  return jsonAnswer({ error: `bad query: ${names}`, remedy: "Correct the parameters named here.", parameters }, 400);
}

/** A JSON answer to a request that takes no parameters, or 400 that names those it has. */
export function plainAnswer(request: Request, body: () => unknown): Response {
  return knownAnswer(request, [], () => jsonAnswer(body()));
}

/** The answer to a request that takes these parameters at most, or 400 that names those at fault. */
export function knownAnswer({ url }: Request, names: readonly string[], answer: () => Response): Response {
  const faults = parameterFaults(new URL(url).searchParams, names);
  return faults.length > 0 ? badQuery(faults) : answer();
}

/**
 * A stream of server-sent events, or its headers only: `no-transform` keeps compression and `X-Accel-Buffering` keeps
 * nginx from holding it.
 */
export function streamAnswer(stream: ReadableStream<Uint8Array> | null): Response {
  return new Response(stream, {
    headers: {
      "Content-Type": "text/event-stream; charset=utf-8",
      "Cache-Control": "no-cache, no-transform",
      "X-Accel-Buffering": "no",
    },
  });
}

/** A download, sent as it is made: one piece at a time, and nothing more once nobody reads it. */
export function fileAnswer(chunks: AsyncIterator<string>, name: string, type: string): Response {
  const encoder = new TextEncoder();
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = await chunks.next();
      if (next.done) controller.close();
      else controller.enqueue(encoder.encode(next.value));
    },
  });
  // RFC 6266: the name of a context may be in any script.
  const disposition = `attachment; filename*=UTF-8''${encodeURIComponent(name)}`;
  return new Response(stream, {
    headers: { ...NO_STORE, "Content-Type": type, "Content-Disposition": disposition },
  });
}
