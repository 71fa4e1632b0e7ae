import { inTurns } from "#lib/collector/in-turns.ts";
import { badQuery, jsonAnswer } from "#lib/output/answer.ts";
import { assetPageJson } from "#lib/output/asset-json.ts";
import { readAssetQuery } from "#lib/output/asset-query.ts";
import { type ContextRoute, withAssets } from "../with-context.ts";

export function GET(request: Request, route: ContextRoute): Promise<Response> {
  return withAssets(route, async ({ store }) => {
    const read = readAssetQuery(new URL(request.url).searchParams);
    if (!read.ok) return badQuery(read.faults);
    return jsonAnswer(assetPageJson(store.current(), await inTurns(store.assets(read.query))));
  });
}
