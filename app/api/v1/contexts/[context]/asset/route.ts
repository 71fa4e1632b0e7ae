import { badQuery, jsonAnswer, notFound } from "#lib/output/answer.ts";
import { assetDetailJson } from "#lib/output/asset-json.ts";
import { parameterFaults } from "#lib/output/parameters.ts";
import { type ContextRoute, withAssets } from "../with-context.ts";

export function GET(request: Request, route: ContextRoute): Promise<Response> {
  return withAssets(route, ({ store }) => {
    const parameters = new URL(request.url).searchParams;
    const faults = parameterFaults(parameters, ["id"]);
    const id = parameters.get("id");
    if (!id) faults.push({ name: "id", error: "is missing: it is the id of an asset, from …/assets" });
    if (!id || faults.length > 0) return badQuery(faults);
    const asset = store.asset(id);
    if (asset === null) {
      return notFound({ error: `there is no asset ${id}`, remedy: "…/assets?q= finds it by a part of its name." });
    }
    return jsonAnswer(assetDetailJson(store.current(), asset));
  });
}
