import { setTimeout as sleep } from "node:timers/promises";

const pauseBetweenTries = 25;

export interface Awaited {
  /** What is awaited, for the error: "a meta leader". */
  what: string;
  /** Milliseconds; generous by default, as the machine may be busy. */
  deadline?: number;
}

/**
 * Calls `condition` until it gives something truthy, and returns that; a fixed sleep would be too long or too short.
 *
 * A condition that throws has not come true yet. Throws after `deadline` ms (60,000 unless told), naming what was
 * awaited and the last value or error seen.
 */
export async function until<T>(
  condition: () => T | Promise<T>,
  { what, deadline = 60_000 }: Awaited,
): Promise<Exclude<T, undefined | null | false | 0 | "">> {
  const end = performance.now() + deadline;
  let last: unknown;
  for (;;) {
    try {
      const value = await condition();
      if (value) return value as Exclude<T, undefined | null | false | 0 | "">;
      last = value;
    } catch (error) {
      last = error;
    }
    if (performance.now() > end) {
      throw new Error(`waited ${deadline} ms for ${what}; last seen: ${describe(last)}`, { cause: last });
    }
    await sleep(pauseBetweenTries);
  }
}

function describe(value: unknown): string {
  if (value instanceof Error) return value.message;
  return JSON.stringify(value) ?? String(value);
}
