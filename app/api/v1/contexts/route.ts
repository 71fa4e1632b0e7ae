import { registry } from "#lib/collector/registry.ts";
import { jsonAnswer, starting } from "#lib/output/answer.ts";
import { contextsJson } from "#lib/output/contexts-json.ts";

export const dynamic = "force-dynamic";

export function GET(): Response {
  const running = registry();
  if (running === null) return starting();
  const contexts = running.contexts.map((context) => ({
    name: context.name,
    isReady: context.isReady(),
    published: context.store.current(),
  }));
  return jsonAnswer(contextsJson(contexts));
}
