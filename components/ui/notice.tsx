import type { ReactNode } from "react";
import { type Shape, Sign, type Tone } from "./shape.tsx";

/** A sentence that matters more than the rest of the screen, with its remedy. */
export function Notice(props: { shape: Shape; tone: Tone; title: string; children?: ReactNode; testId?: string }) {
  return (
    <div role="status" data-testid={props.testId} className="flex gap-4 border-t-2 border-ink py-4">
      <Sign shape={props.shape} tone={props.tone} className="mt-[0.15em] size-[1.1em] text-large" />
      <div className="min-w-0">
        <p className="name text-large font-semibold" dir="auto">
          {props.title}
        </p>
        {props.children && <div className="mt-1 max-w-[70ch] text-soft">{props.children}</div>}
      </div>
    </div>
  );
}
