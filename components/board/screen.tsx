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
  home?: string;
  children: ReactNode;
}

/** The frame of every page of a context: one feed, the bar on top, and the change when it is only last known. */
export function Screen({ context, initial, home = "/", children }: ScreenProps) {
  return (
    <FeedProvider key={context} context={context} initial={initial}>
      <PageTitle />
      <StaleFrame>
        <TopBar home={home} />
        <main className="@container px-[var(--gutter)] pt-8 pb-10">
          <LoginNotice />
          {children}
        </main>
      </StaleFrame>
    </FeedProvider>
  );
}
