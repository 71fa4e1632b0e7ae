"use client";

import type { ReactNode } from "react";
import type { InitialSnapshot } from "#components/feed/events.ts";
import { FeedProvider } from "#components/feed/feed-provider.tsx";
import { LoginNotice } from "#components/status/login-notice.tsx";
import { PageTitle } from "#components/status/page-title.tsx";
import { StaleFrame } from "#components/status/stale-frame.tsx";
import { TopBar } from "./top-bar.tsx";

interface ScreenProps {
  context: string;
  initial: InitialSnapshot | null;
  /** Of the page; the feed tells that of the server. */
  buildId: string;
  children: ReactNode;
}

/** The frame of every page of a context: one feed, the bar on top, and the change when it is only last known. */
export function Screen({ context, initial, buildId, children }: ScreenProps) {
  return (
    <FeedProvider key={context} context={context} initial={initial} buildId={buildId}>
      <PageTitle />
      <StaleFrame>
        <TopBar />
        <LoginNotice />
        <main className="@container flex flex-1 flex-col">{children}</main>
      </StaleFrame>
    </FeedProvider>
  );
}
