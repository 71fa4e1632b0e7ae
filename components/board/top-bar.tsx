"use client";

import dynamic from "next/dynamic";
import { usePathname } from "next/navigation";
import { Coverage } from "#components/coverage/coverage.tsx";
import { useContextName } from "#components/feed/feed-provider.tsx";
import { persistently } from "#components/feed/persistently.ts";
import { pageHref } from "#components/feed/urls.ts";
import { useBoard } from "#components/feed/use-board.ts";
import { useIsStale } from "#components/feed/use-freshness.ts";
import { useMutes } from "#components/finding/use-mutes.ts";
import { PAGES } from "#components/palette/pages.ts";
import { PaletteButton } from "#components/palette/palette-button.tsx";
import { Bar } from "#components/status/bar.tsx";
import { Freshness } from "#components/status/freshness.tsx";
import { headlineOf } from "#components/status/headline.ts";
import { RecordingLabel } from "#components/status/recording-label.tsx";
import { Link } from "#components/ui/link.tsx";

// It has nothing to announce of what was there when the page came.
const Announcer = dynamic(
  () => persistently(() => import("#components/finding/announcer.tsx")).then((module) => module.Announcer),
  { ssr: false },
);

/** Which system, how much of it, how fresh: on every page. */
export function TopBar() {
  const board = useBoard();
  const context = useContextName();
  const isStale = useIsStale();
  const mutes = useMutes();
  const path = usePathname();
  const status = !board || isStale ? "unknown" : headlineOf(board, mutes).status;
  return (
    <header>
      <Bar status={status}>
        <Link href={pageHref(context)} className="name font-semibold" dir="auto">
          {context}
        </Link>
        <nav aria-label="Pages of this system" className="flex gap-x-5">
          {PAGES.filter((page) => page.path !== "").map((page) => (
            <Link
              key={page.path}
              href={pageHref(context, page.path)}
              aria-current={path === pageHref(context, page.path) && "page"}
              className="decoration-2 aria-[current=page]:underline aria-[current=page]:decoration-ink"
            >
              {page.name}
            </Link>
          ))}
        </nav>
        <PaletteButton />
        <div className="ml-auto flex flex-wrap items-center gap-x-7">
          {mutes.size > 0 && (
            <Link href={pageHref(context, "/findings")} data-testid="muted-count">
              {mutes.size} muted
            </Link>
          )}
          {board && <Coverage coverage={board.head.coverage} />}
          <Freshness />
        </div>
      </Bar>
      <Announcer />
      {board && <RecordingLabel source={board.head.source} />}
    </header>
  );
}
