import { registry } from "#lib/collector/registry.ts";
import { starting, textAnswer, unavailable } from "#lib/output/answer.ts";

export const dynamic = "force-dynamic";

/** Whether each context has been polled once, answered or not. */
export function GET(): Response {
  const running = registry();
  if (running === null) return starting();
  const waiting = running.contexts.filter((context) => !context.isReady()).map(({ name }) => name);
  if (waiting.length === 0) return textAnswer("ok\n");
  return unavailable({ error: `not polled yet: ${waiting.join(", ")}`, remedy: "Ask again in 2 s." });
}
