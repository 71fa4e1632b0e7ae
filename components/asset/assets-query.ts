import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { readClock } from "#components/feed/clock.ts";
import { fetchJson } from "#components/feed/fetch-json.ts";
import type { Instant } from "#components/feed/pulse.ts";
import { apiUrl } from "#components/feed/urls.ts";
import type { Asset, AssetName } from "#lib/model/asset.ts";
import { type AssetDetailJson, type AssetJson, readAsset, readDetail } from "./asset-json.ts";

const PAGE = 1000;
/**
 * How often a page is asked for again, ms: with n pages, all of them every n times as long, so that the load stays the
 * same.
 */
export const REFRESH = 10_000;
const first: string | null = null;

interface AssetPage {
  /** This screen's clock when it came. */
  heardAt: Instant;
  total: number;
  assets: Asset[];
  nextCursor: string | null;
}

/** What came, page by page: the first is the oldest. */
interface Assets {
  assets: Asset[];
  total: number;
  heardAt: Instant | undefined;
}

/** Always the same function: given a new one, the query would select anew. */
function allOf({ pages }: { pages: AssetPage[] }): Assets {
  return {
    assets: pages.flatMap((page) => page.assets),
    total: pages.at(-1)?.total ?? 0,
    heardAt: pages[0]?.heardAt,
  };
}

interface AssetPageAnswer {
  total: number;
  assets: AssetJson[];
  nextCursor: string | null;
}

/** All assets that match, page by page. `selection` is the query of the URL, in the API's own words. */
export function assetsQuery(context: string, selection: string) {
  return infiniteQueryOptions({
    queryKey: ["assets", context, selection],
    queryFn: async ({ pageParam, signal }): Promise<AssetPage> => {
      const query = new URLSearchParams(selection);
      query.set("limit", String(PAGE));
      if (pageParam !== null) query.set("cursor", pageParam);
      const { assets, total, nextCursor } = await fetchJson<AssetPageAnswer>(`${assetsUrl(context)}?${query}`, signal);
      return { heardAt: readClock(), assets: assets.map(readAsset), total, nextCursor };
    },
    initialPageParam: first,
    getNextPageParam: (page) => page.nextCursor,
    select: allOf,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => REFRESH * Math.max(1, state.data?.pages.length ?? 1),
    // Only the rows of the page that came are new: comparing 100,000 with themselves would be felt.
    structuralSharing: false,
  });
}

/** Where the API lists a context's assets; with `.csv` or `.json` appended, as a file. */
export function assetsUrl(context: string): string {
  return apiUrl(context, "/assets");
}

/** One asset with all that is known of it. */
export function assetQuery(context: string, id: string) {
  return queryOptions({
    queryKey: ["asset", context, id],
    queryFn: ({ signal }) =>
      fetchJson<{ asset: AssetDetailJson }>(apiUrl(context, `/asset?id=${encodeURIComponent(id)}`), signal),
    select: ({ asset }) => readDetail(asset),
    refetchInterval: 5_000,
  });
}

/** The consumers of a stream, the worst first; the first page of them. */
export function consumersQuery(context: string, { account, stream }: Pick<AssetName, "account" | "stream">) {
  const query = new URLSearchParams({ kind: "consumer", account, stream, limit: String(PAGE) });
  return queryOptions({
    queryKey: ["consumers", context, account, stream],
    queryFn: ({ signal }) => fetchJson<AssetPageAnswer>(`${assetsUrl(context)}?${query}`, signal),
    select: ({ assets, total }) => ({ consumers: assets.map(readAsset), total }),
    refetchInterval: 10_000,
  });
}
