"use client";

import dynamic from "next/dynamic";
import { useSearchParams } from "next/navigation";
import type { ReactNode } from "react";
import type { InitialSnapshot } from "#components/feed/events.ts";
import { FeedProvider } from "#components/feed/feed-provider.tsx";
import { persistently } from "#components/feed/persistently.ts";
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
