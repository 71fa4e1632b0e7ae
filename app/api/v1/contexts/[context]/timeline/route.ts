import { jsonAnswer } from "#lib/output/answer.ts";
import { timelineJson } from "#lib/output/asset-json.ts";
import { type ContextRoute, withContext } from "../with-context.ts";

export function GET(_request: Request, route: ContextRoute): Promise<Response> {
  return withContext(route, ({ store }) => jsonAnswer(timelineJson(store.current(), store.timeline())));
}
