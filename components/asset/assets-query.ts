import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { fetchJson } from "#components/feed/fetch-json.ts";
import { type AssetDetailJson, type AssetJson, readAsset, readDetail } from "./asset-json.ts";

const PAGE = 500;
const first: string | null = null;

interface AssetPageAnswer {
  total: number;
  assets: AssetJson[];
  nextCursor: string | null;
}

/** All assets that match, page by page. `filter` is the query of the URL, in the API's own words. */
export function assetsQuery(context: string, filter: string) {
  return infiniteQueryOptions({
    queryKey: ["assets", context, filter],
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams(filter);
      query.set("limit", String(PAGE));
      if (pageParam !== null) query.set("cursor", pageParam);
      return fetchJson<AssetPageAnswer>(`/api/v1/contexts/${encodeURIComponent(context)}/assets?${query}`, signal);
    },
    initialPageParam: first,
    getNextPageParam: (page) => page.nextCursor,
    select: ({ pages }) => ({
      assets: pages.flatMap((page) => page.assets.map(readAsset)),
      total: pages.at(-1)?.total ?? 0,
    }),
    placeholderData: keepPreviousData,
    refetchInterval: 10_000,
  });
}

/** One asset with all that is known of it. */
export function assetQuery(context: string, id: string) {
  return queryOptions({
    queryKey: ["asset", context, id],
    queryFn: ({ signal }) =>
      fetchJson<{ asset: AssetDetailJson }>(
        `/api/v1/contexts/${encodeURIComponent(context)}/asset?id=${encodeURIComponent(id)}`,
        signal,
      ),
    select: ({ asset }) => readDetail(asset),
    refetchInterval: 5_000,
  });
}
