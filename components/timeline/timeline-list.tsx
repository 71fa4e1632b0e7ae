"use client";

import { useMemo } from "react";
import { assetHref } from "#components/asset/words.ts";
import { useContextName } from "#components/feed/feed-provider.tsx";
import { useBoard } from "#components/feed/use-board.ts";
import { isNear, pointAt, usePointed } from "#components/history/pointed.ts";
import { useServerHref } from "#components/server/use-server-href.ts";
import type { TimelineEvent } from "#lib/model/board.ts";
import { daysOf } from "./days.ts";
import { EventLine } from "./event-line.tsx";

const pointFromList = (at: number | null): void => pointAt(at, "list");

/** Changes by day, newest first. What is pointed at here is marked in the charts, and the other way round. */
export function TimelineList({ events }: { events: TimelineEvent[] }) {
  const context = useContextName();
  const board = useBoard();
  const pointed = usePointed();
  const days = useMemo(() => daysOf(events), [events]);
  const span = (events[0]?.at ?? 0) - (events.at(-1)?.at ?? 0);
  const serverHref = useServerHref();
  const named = useMemo(() => Map.groupBy(Object.values(board?.servers ?? {}), ({ name }) => name), [board?.servers]);
  function hrefOf({ kind, subject }: TimelineEvent): string | null {
    if (kind === "asset") return assetHref(context, subject);
    if (kind === "view") return null;
    if (kind === "finding") return `/docs/findings/${subject}`;
    // A name is all that an event has of a server: where two have it, nobody knows whose it is.
    const [server, another] = named.get(subject) ?? [];
    return server && !another ? serverHref(server) : null;
  }
  return days.map((day) => (
    <section key={day.name} aria-label={day.name} className="mb-6">
      <h2 className="label sticky top-0 border-b border-line-strong bg-ground py-2">{day.name}</h2>
      <ol>
        {day.events.map((event) => (
          <EventLine
            key={event.key}
            event={event}
            href={hrefOf(event)}
            isNear={isNear(event.at, pointed, span)}
            onPoint={pointFromList}
          />
        ))}
      </ol>
    </section>
  ));
}
