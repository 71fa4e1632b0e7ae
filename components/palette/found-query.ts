import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { type AssetJson, readAsset } from "#components/asset/asset-json.ts";
import { assetsUrl } from "#components/asset/assets-query.ts";
import { fetchJson } from "#components/feed/fetch-json.ts";

const MOST = 100;
/** Typing is faster than this, ms: only the last of a word is asked. */
const PAUSE = 120;

/** Assets of which the account, the stream or the consumer holds a text. */
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
