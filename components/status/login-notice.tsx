"use client";

import { useLink } from "#components/feed/use-freshness.ts";
import { Notice } from "#components/ui/notice.tsx";

/** A gateway before Plimsoll wants the viewer to sign in again. */
export function LoginNotice() {
  if (useLink() !== "login") return null;
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
