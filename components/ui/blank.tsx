import type { ReactNode } from "react";
import { type Shape, Sign } from "./shape.tsx";

/** What stands where a list has nothing to show: it says why. */
export function Blank({ shape, title, children }: { shape: Shape; title: string; children?: ReactNode }) {
  return (
    <div className="flex gap-4 py-6">
      <Sign shape={shape} tone="quiet" className="mt-[0.2em] size-[1.2em]" />
      <div className="min-w-0">
        <p className="name text-large">{title}</p>
        {children && <p className="name max-w-[65ch] text-soft">{children}</p>}
      </div>
    </div>
  );
}
