import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { type AssetJson, readAsset } from "#components/asset/asset-json.ts";
import { assetsUrl } from "#components/asset/assets-query.ts";
import { fetchJson } from "#components/feed/fetch-json.ts";

const MOST = 100;
/** Keys come faster than this while typing, ms: only what is there after a pause is asked for. */
const PAUSE = 120;

/** Assets whose account, stream or consumer contains a text. */
export function foundQuery(context: string, text: string) {
  const query = new URLSearchParams({ q: text, sort: "name", limit: String(MOST) });
  return queryOptions({
    queryKey: ["found", context, text],
    queryFn: async ({ signal }) => {
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
      signal.throwIfAborted();
      return fetchJson<{ assets: AssetJson[] }>(`${assetsUrl(context)}?${query}`, signal);
    },
    select: ({ assets }) => assets.map(readAsset),
    enabled: text !== "",
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  });
}
