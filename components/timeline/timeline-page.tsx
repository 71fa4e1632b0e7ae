"use client";

import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { useMemo } from "react";
import { useContextName } from "#components/feed/feed-provider.tsx";
import { useBoard } from "#components/feed/use-board.ts";
import { LevelsChart, ReasonsChart } from "#components/history/later.tsx";
import { Unreadable } from "#components/status/unreadable.tsx";
import { Blank } from "#components/ui/blank.tsx";
import { Heading } from "#components/ui/heading.tsx";
import { dateText } from "#components/ui/time.ts";
import { KindFilter } from "./kind-filter.tsx";
import { kindsOf } from "./kinds.ts";
import { TimelineList } from "./timeline-list.tsx";
import { timelineQuery } from "./timeline-query.ts";

/** What changed since watching began, beside the charts of the same time. */
export function TimelinePage() {
  const board = useBoard();
  const params = useSearchParams();
  const { data: events, isError } = useQuery(timelineQuery(useContextName()));
  const shown = useMemo(() => {
    const kinds = kindsOf(params);
    return events?.filter(({ kind }) => kinds.has(kind)) ?? [];
  }, [events, params]);
  const startedAt = board?.head.startedAt ?? null;
  return (
    <>
      <Heading kind="What changed, newest first">Timeline</Heading>
      <div className="grid gap-x-12 gap-y-9 px-[var(--gutter)] pb-10 @6xl:grid-cols-[minmax(0,8fr)_minmax(0,4fr)]">
        <div className="min-w-0 space-y-6">
          {events && isError && <Unreadable title={UNREADABLE} />}
          {events && <KindFilter events={events} />}
          {!events && <Blank shape={isError ? "question" : "dots"} title={isError ? UNREADABLE : "Waiting for it"} />}
          {events && shown.length === 0 && (
            <Blank shape="ring" title={events.length === 0 ? "Nothing has changed" : "No change of this kind"}>
              {startedAt !== null && `Watched since ${dateText(startedAt)}.`}
            </Blank>
          )}
          <div>
            <TimelineList events={shown} />
            {shown.length > 0 && startedAt !== null && (
              <p className="text-soft">Only the latest changes are kept. Watched since {dateText(startedAt)}.</p>
            )}
          </div>
        </div>
        {/* Where they stand below the changes these would push them away. */}
        {startedAt !== null && (
          <div
            className={`min-w-0 space-y-9 self-start @6xl:sticky @6xl:top-6 ${events || isError ? "" : "@max-6xl:hidden"}`}
          >
            <LevelsChart startedAt={startedAt} />
            <ReasonsChart startedAt={startedAt} />
          </div>
        )}
      </div>
    </>
  );
}

const UNREADABLE = "The timeline cannot be read now";
