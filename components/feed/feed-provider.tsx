"use client";

import { useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import { boardQuery, pulseQuery } from "./board-query.ts";
import { readClock } from "./clock.ts";
import type { InitialSnapshot } from "./events.ts";
import { openFeed } from "./feed.ts";
import { probe } from "./probe.ts";
import type { Instant, Pulse } from "./pulse.ts";
import { seeBuild } from "./reload.ts";
import { shareConnections } from "./share-connections.ts";

const ContextName = createContext<string | null>(null);
const Opening = createContext<InitialSnapshot | null>(null);

/** The context that this part of the page shows. */
export function useContextName(): string {
  const name = useContext(ContextName);
  if (name === null) throw new Error("useContextName outside FeedProvider");
  return name;
}

/** What the server drew this page with: the browser begins with the same, so that nothing moves when it takes over. */
export function useOpening(): InitialSnapshot | null {
  return useContext(Opening);
}

/** This screen's clock when it first saw what a page was drawn with: the way back brings the same again, long after. */
const firstSeen = new WeakMap<InitialSnapshot, Instant>();

function seenAt(initial: InitialSnapshot): Instant {
  const known = firstSeen.get(initial);
  if (known) return known;
  const now = readClock();
  firstSeen.set(initial, now);
  return now;
}

/** How fresh a page is that nothing was heard for yet. */
export function pulseOf(initial: InitialSnapshot | null): Pulse {
  return {
    link: "connecting",
    observedAt: initial?.observedAt ?? null,
    serverNow: initial?.now ?? null,
    heardAt: initial ? seenAt(initial) : readClock(),
  };
}

/** Keeps the board of one context in the query cache for all below it. */
export function FeedProvider(props: {
  context: string;
  buildId: string;
  initial: InitialSnapshot | null;
  children: ReactNode;
}) {
  const { context, buildId, initial } = props;
  const client = useQueryClient();
  // Before the first render, on the server too: the first paint shows the board, as old as it is.
  useState(() => {
    if (!initial) return;
    client.setQueryData(boardQuery(context).queryKey, initial);
    client.setQueryData(pulseQuery(context).queryKey, pulseOf(initial));
  });

  useEffect(() => {
    const feed = openFeed({
      url: `/api/v1/contexts/${encodeURIComponent(context)}/events`,
      initial,
      pulse: pulseOf(initial),
      onSnapshot: (snapshot) => client.setQueryData(boardQuery(context).queryKey, snapshot),
      onPulse: (pulse) => client.setQueryData(pulseQuery(context).queryKey, pulse),
      onBuild: (told) => seeBuild(buildId, told),
      probe: () => probe(context),
      clock: readClock,
      random: Math.random,
    });
    const wake = () => {
      if (document.visibilityState === "visible") feed.check();
    };
    const end = new AbortController();
    const { signal } = end;
    document.addEventListener("visibilitychange", wake, { signal });
    window.addEventListener("online", wake, { signal });
    shareConnections(feed.rest, signal);
    return () => {
      end.abort();
      feed.close();
    };
  }, [client, context, buildId, initial]);

  return (
    <ContextName value={context}>
      <Opening value={initial}>{props.children}</Opening>
    </ContextName>
  );
}
