import { steadyNow } from "./clock.ts";

/** Runs a task for each item, at most `limit` at once; what is not begun within `passMs` is skipped. */
export async function inParallel<T>(
  items: T[],
  limit: number,
  task: (item: T) => Promise<void>,
  passMs = Number.POSITIVE_INFINITY,
): Promise<void> {
  const begunAt = steadyNow();
  const rest = items.values();
  const worker = async (): Promise<void> => {
    for (const item of rest) if (steadyNow() - begunAt < passMs) await task(item);
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
}
