import { publishedContexts } from "#lib/collector/registry.ts";
import { jsonAnswer, starting } from "#lib/output/answer.ts";
import { contextsJson } from "#lib/output/contexts-json.ts";

export const dynamic = "force-dynamic";

export function GET(): Response {
  const contexts = publishedContexts();
  return contexts ? jsonAnswer(contextsJson(contexts)) : starting();
}
