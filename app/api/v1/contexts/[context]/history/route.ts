import { jsonAnswer } from "#lib/output/answer.ts";
import { historyJson } from "#lib/output/asset-json.ts";
import { type ContextRoute, withContext } from "../with-context.ts";

export function GET(_request: Request, route: ContextRoute): Promise<Response> {
  return withContext(route, ({ store }) => jsonAnswer(historyJson(store.current(), store.history())));
}
