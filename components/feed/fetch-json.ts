import { ask, patience } from "./ask.ts";
import { wantsLogin } from "./login.ts";

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
  const answer = await ask(url, either(signal, patience()));
  if (!answer.ok) throw new AnswerError(answer);
  const value: T = await answer.json();
  return value;
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
