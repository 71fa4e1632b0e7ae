import { wantsLogin } from "./login.ts";

/** How long an answer of Plimsoll may take, ms: a request to a process that hangs would wait for ever. */
const PATIENCE = 8_000;

/** Plimsoll said no, or a gateway before it did. */
export class AnswerError extends Error {
  readonly status: number;
  /** The viewer has to sign in again. */
  readonly isLogin: boolean;

  constructor(answer: Response) {
    super(`${answer.status} ${answer.statusText}`);
    this.name = "AnswerError";
    this.status = answer.status;
    this.isLogin = wantsLogin(answer);
  }
}

/** Reads JSON from Plimsoll; throws `AnswerError` where it refuses, and a `TimeoutError` where it does not answer. */
export async function fetchJson<T>(url: string, signal: AbortSignal): Promise<T> {
  const answer = await ask(url, signal);
  if (!answer.ok) throw new AnswerError(answer);
  const value: T = await answer.json();
  return value;
}

/** Asks Plimsoll for a path, and no cache. It never redirects: what does is a gateway, and is not followed. */
export function ask(path: string, signal?: AbortSignal): Promise<Response> {
  const limit = AbortSignal.timeout(PATIENCE);
  // A kiosk's address may have a user and a password, which a bare path would take over: `fetch` refuses that.
  const url = location.origin + path;
  return fetch(url, { signal: signal ? either(signal, limit) : limit, cache: "no-store", redirect: "manual" });
}

/** `AbortSignal.any`, which browsers of 2023, as televisions have them, do not know. */
function either(...signals: AbortSignal[]): AbortSignal {
  const end = new AbortController();
  for (const signal of signals) {
    if (signal.aborted) end.abort(signal.reason);
    signal.addEventListener("abort", () => end.abort(signal.reason), { once: true, signal: end.signal });
  }
  return end.signal;
}
