import { backoff } from "./backoff.ts";

/** Loads a part of the page that comes later, for as long as that takes: a wall that is cut off just then must not break. */
export async function persistently<T>(load: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await load();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, backoff(attempt, Math.random())));
    }
  }
}
