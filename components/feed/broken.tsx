"use client";

import { useEffect } from "react";
import { guardedWait, reloadWhenServed } from "./reload.ts";

/** A fault of the page itself: it says so, and loads anew by itself, later each time. */
export function Broken({ detail }: { detail: string }) {
  useEffect(() => reloadWhenServed(guardedWait(Date.now())), []);
  return (
    <main role="alert" data-testid="broken" className="p-[var(--gutter)]">
      <title>Broken – Plimsoll</title>
      <link rel="icon" href="/icon-unknown.svg" type="image/svg+xml" />
      <h1 className="text-title font-semibold">This page broke; the state of the system is not known</h1>
      <p className="mt-3">It loads anew by itself. The fault: {detail}</p>
    </main>
  );
}
