"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useLink } from "#components/feed/use-freshness.ts";
import { Notice } from "#components/ui/notice.tsx";

/** A gateway in front of Plimsoll wants the viewer to sign in again; the way there leads back to this page. */
export function SignedOut() {
  const path = usePathname();
  const query = useSearchParams().toString();
  return (
    <div className="px-[var(--gutter)]">
      <Notice shape="triangle" tone="warning" title="This screen is signed out" testId="login">
        What is shown is last known.{" "}
        <a className="underline" href={query === "" ? path : `${path}?${query}`}>
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
