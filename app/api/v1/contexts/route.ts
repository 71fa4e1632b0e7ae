import { publishedContexts } from "#lib/collector/registry.ts";
import { plainAnswer, starting } from "#lib/output/answer.ts";
import { contextsJson } from "#lib/output/contexts-json.ts";
import { BUILD_ID } from "../../../build-id.ts";

export const dynamic = "force-dynamic";

export function GET(request: Request): Response {
  const contexts = publishedContexts();
  return contexts ? plainAnswer(request, () => contextsJson(contexts, BUILD_ID)) : starting();
}
