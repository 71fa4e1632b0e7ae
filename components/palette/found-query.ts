import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { type AssetJson, readAsset } from "#components/asset/asset-json.ts";
import { assetsUrl } from "#components/asset/assets-query.ts";
import { fetchJson } from "#components/feed/fetch-json.ts";
import type { Found } from "./entries.ts";

const MOST = 100;
/** Keys come faster than this while typing, ms: only what is there after a pause is asked for. */
const PAUSE = 120;

/** Accounts and assets whose names contain a text, those first that match it best. */
export function foundQuery(context: string, text: string) {
  const query = new URLSearchParams({ q: text, sort: "match", limit: String(MOST) });
  return queryOptions({
    queryKey: ["found", context, text],
    queryFn: async ({ signal }) => {
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
      signal.throwIfAborted();
      return fetchJson<{ accounts: string[]; assets: AssetJson[] }>(`${assetsUrl(context)}?${query}`, signal);
    },
    select: ({ accounts, assets }): Found => ({ accounts, assets: assets.map(readAsset) }),
    enabled: text !== "",
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  });
}
