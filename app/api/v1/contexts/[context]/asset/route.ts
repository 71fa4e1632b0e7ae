import { badQuery, jsonAnswer, notFound } from "#lib/output/answer.ts";
import { assetDetailJson } from "#lib/output/asset-json.ts";
import { type ContextRoute, withContext } from "../with-context.ts";

export function GET(request: Request, route: ContextRoute): Promise<Response> {
  return withContext(route, ({ store }) => {
    const id = new URL(request.url).searchParams.get("id");
    if (!id) return badQuery([{ name: "id", error: "is missing: it is the id of an asset, from …/assets" }]);
    const asset = store.asset(id);
    if (asset === null) {
      return notFound({ error: `there is no asset ${id}`, remedy: "…/assets?q= finds it by a part of its name." });
    }
    return jsonAnswer(assetDetailJson(store.current(), asset));
  });
}
