"use client";

import dynamic from "next/dynamic";
import { useSearchParams } from "next/navigation";
import { type ReactNode, useEffect } from "react";
import type { InitialSnapshot } from "#components/feed/events.ts";
import { FeedProvider } from "#components/feed/feed-provider.tsx";
import { persistently } from "#components/feed/persistently.ts";
import { reloadWhenServed } from "#components/feed/reload.ts";
import { LoginNotice } from "#components/status/login-notice.tsx";
import { PageTitle, WallTitle } from "#components/status/page-title.tsx";
import { StaleFrame } from "#components/status/stale-frame.tsx";
import { TopBar } from "./top-bar.tsx";

// A wall's script is loaded only where there is a wall.
const WallScreen = dynamic(() =>
  persistently(() => import("#components/wall/wall-screen.tsx")).then((module) => module.WallScreen),
);

interface ScreenProps {
  context: string;
  initial: InitialSnapshot | null;
  /** That of the page; the feed says which the server has. */
  buildId: string;
  children: ReactNode;
}

/** The frame of every page of a context: one feed, the bar on top, and how all of it changes when only last known. */
export function Screen({ context, initial, buildId, children }: ScreenProps) {
  const isWall = useSearchParams().has("wall");
  return (
    <FeedProvider key={context} context={context} initial={initial} buildId={buildId}>
      {isWall ? (
        <>
          <WallTitle />
          <WallScreen />
        </>
      ) : (
        <>
          <PageTitle />
          <StaleFrame>
            <TopBar />
            <LoginNotice />
            <main className="@container flex flex-1 flex-col">{children}</main>
          </StaleFrame>
        </>
      )}
    </FeedProvider>
  );
}

/**
 * In place of a screen whose system is not watched, and may be by then: loads it anew after 30 s, once Plimsoll answers.
 * In a file of its own it would be a script more for every board.
 */
export function LookAgain() {
  useEffect(() => reloadWhenServed(30_000), []);
  return null;
}
