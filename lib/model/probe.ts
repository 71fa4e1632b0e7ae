/** Why a question has no answer. Each is shown as what it is: none of them means "there is nothing". */
export type Fault =
  /** Nobody answered in time. */
  | "timeout"
  /** Nobody listens on the subject: not the system account, no import, or JetStream is off. */
  | "no-responders"
  /** The server refused: no permission, or wrong credentials. */
  | "denied"
  /** An answer came that could not be read. */
  | "malformed"
  /** There is no connection. */
  | "closed"
  /** JetStream answered that it cannot answer now (10008 and its kin). */
  | "unavailable";

/** An answer, or why there is none, and when (ms since the epoch, this process's clock). */
export type Probe<T> =
  | { ok: true; value: T; at: number }
  | {
      ok: false;
      fault: Fault;
      /** What failed and where, for people. */
      message: string;
      at: number;
      /** The JetStream API's own error code (`err_code`), where it answered with one: 10039 is "no JetStream in this account". */
      code?: number;
    };

/** Whether neither was answered, for the same reason. */
export function areSameFault(a: Probe<unknown>, b: Probe<unknown>): boolean {
  return !a.ok && !b.ok && a.fault === b.fault && a.message === b.message;
}

/** The value of an answered probe, else null. */
export function answerOf<T>(probe: Probe<T> | null | undefined): T | null {
  return probe?.ok ? probe.value : null;
}
