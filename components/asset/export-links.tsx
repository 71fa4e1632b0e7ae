import { useState } from "react";
import type { Instant } from "#components/feed/pulse.ts";
import { countOf, grouped } from "#lib/model/words.ts";
import { AsOf } from "./as-of.tsx";
import { assetsUrl } from "./assets-query.ts";

interface ExportLinksProps {
  context: string;
  /** Query of the API. */
  selection: string;
  /** The number is that of the selection before, until this one's comes. */
  isPlaceholder: boolean;
  total: number;
  loaded: number;
  /** This screen's clock when the oldest of them came. */
  heardAt: Instant | undefined;
}

/** How many match, how old that is, and the same as files. */
export function ExportLinks({ context, selection, isPlaceholder, total, loaded, heardAt }: ExportLinksProps) {
  const isNews = useIsNews(selection, total, isPlaceholder);
  const count = countOf(total, "asset");
  const query = selection ? `?${selection}` : "";
  return (
    <div className="mb-2 flex flex-wrap items-baseline gap-x-6 gap-y-1">
      <p data-testid="matches">
        <span role="status">{isNews && count}</span>
        {!isNews && count}
        {loaded < total && <span className="text-soft">, the first {grouped(loaded)} are loaded</span>}
        {heardAt && <AsOf heardAt={heardAt} />}
      </p>
      <p className="ml-auto flex gap-x-5">
        {(["csv", "json"] as const).map((format) => (
          <a key={format} className="underline" href={`${assetsUrl(context)}.${format}${query}`} download>
            Save as {format.toUpperCase()}
          </a>
        ))}
      </p>
    </div>
  );
}

/** Whether a total is the first of its selection: read out is that, not each that a later look finds. */
function useIsNews(selection: string, total: number, isPlaceholder: boolean): boolean {
  const [news, setNews] = useState<{ selection: string; total: number | null }>({ selection, total });
  const isSame = news.selection === selection;
  if (!isSame && !isPlaceholder) setNews({ selection, total });
  if (isSame && news.total !== null && news.total !== total) setNews({ selection, total: null });
  return isSame && news.total === total;
}
