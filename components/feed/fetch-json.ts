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
  return (await fetchDated<T>(url, signal)).value;
}

/** The same with Plimsoll's clock when it answered, ms since the epoch; null where something in between hides it. */
export async function fetchDated<T>(url: string, signal: AbortSignal): Promise<{ value: T; serverNow: number | null }> {
  const answer = await fetch(url, { signal, cache: "no-store" });
  if (!answer.ok) throw new AnswerError(answer.status, `${answer.status} ${answer.statusText}`);
  const value: T = await answer.json();
  const date = answer.headers.get("date");
  return { value, serverNow: date === null ? null : Date.parse(date) };
}
