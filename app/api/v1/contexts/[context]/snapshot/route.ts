import { plainAnswer } from "#lib/output/answer.ts";
import { snapshotJson } from "#lib/output/snapshot-json.ts";
import { type ContextRoute, withContext } from "../with-context.ts";

export function GET(request: Request, route: ContextRoute): Promise<Response> {
  return withContext(route, ({ store }) => plainAnswer(request, () => snapshotJson(store.current(), Date.now())));
}
