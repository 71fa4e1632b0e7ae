import type { ReactNode } from "react";
import { visible } from "#lib/model/visible.ts";

/** The name that a page is about, with its kind in small letters above it. */
export function Heading({ kind, children, aside }: { kind: string; children: string; aside?: ReactNode }) {
  return (
    <header className="flex flex-wrap items-end justify-between gap-x-8 gap-y-2 px-[var(--gutter)] pt-8 pb-6">
      <div className="min-w-0">
        <p className="label name">{visible(kind)}</p>
        <h1 className="name text-title font-semibold tracking-[-0.015em]" dir="auto">
          {visible(children)}
        </h1>
      </div>
      {aside}
    </header>
  );
}
