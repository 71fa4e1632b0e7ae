import type { Probe } from "../model/probe.ts";
import { WireError } from "./wire.ts";

/** What `ask` brings, or the expected failure that it threw, as a value; a bug goes on as an exception. */
export async function probe<T>(ask: () => Promise<T>): Promise<Probe<T>> {
  try {
    return { ok: true, value: await ask(), at: Date.now() };
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    const code = error instanceof ApiError ? { code: error.code } : {};
    return { ok: false, fault: error.fault, message: error.message, at: Date.now(), ...code };
  }
}

/** An error answer of the JetStream API: it was reached, and says that it will not or cannot answer this. */
export class ApiError extends WireError {
  /** `err_code`; 0 where there was none. */
  readonly code: number;
  /** The server's words. */
  readonly description: string;
  constructor(subject: string, code: number, description: string) {
    super("unavailable", `${subject}: ${description} (${code})`);
    this.code = code;
    this.description = description;
  }
}
