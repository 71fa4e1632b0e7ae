import { inTurns } from "#lib/collector/in-turns.ts";
import { badQuery, fileAnswer } from "#lib/output/answer.ts";
import { jsonChunks } from "#lib/output/asset-export.ts";
import { readAssetQuery } from "#lib/output/asset-query.ts";
import { type ContextRoute, withAssets } from "../with-context.ts";

export function GET(request: Request, route: ContextRoute): Promise<Response> {
  return withAssets(route, ({ name, store }) => {
    const read = readAssetQuery(new URL(request.url).searchParams);
    if (!read.ok) return badQuery(read.faults);
    const chunks = jsonChunks((query) => inTurns(store.assets(query)), read.query, store.current());
    return fileAnswer(chunks, `assets-${name}.json`, "application/json; charset=utf-8");
  });
}
