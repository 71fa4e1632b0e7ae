"use client";

import { useLink } from "#components/feed/use-freshness.ts";
import { Notice } from "#components/ui/notice.tsx";

/** A gateway before Plimsoll wants the viewer to sign in again. */
export function SignedOut() {
  return (
    <div className="px-[var(--gutter)]">
      <Notice shape="triangle" tone="warning" title="This screen is signed out" testId="login">
        What is shown is last known.{" "}
        <a className="underline" href="/">
          Sign in again
        </a>
        , the board goes on by itself afterwards.
      </Notice>
    </div>
  );
}

/** The same where the feed of this context meets it. */
export function LoginNotice() {
  return useLink() === "login" && <SignedOut />;
}
