/** Plimsoll said no; the message is its own. */
export class AnswerError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = "AnswerError";
    this.status = status;
  }
}

/** Reads JSON from Plimsoll; throws `AnswerError` where it refuses. */
export async function fetchJson<T>(url: string, signal: AbortSignal): Promise<T> {
  const answer = await fetch(url, { signal, cache: "no-store" });
  if (!answer.ok) throw new AnswerError(answer.status, `${answer.status} ${answer.statusText}`);
  const value: T = await answer.json();
  return value;
}
