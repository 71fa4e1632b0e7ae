import { plainAnswer } from "#lib/output/answer.ts";
import { timelineJson } from "#lib/output/past-json.ts";
import { type ContextRoute, withContext } from "../with-context.ts";

export function GET(request: Request, route: ContextRoute): Promise<Response> {
  return withContext(route, ({ store }) => plainAnswer(request, () => timelineJson(store.current(), store.timeline())));
}
