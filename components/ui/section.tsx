import { type ReactNode, useId } from "react";

/** A part of a page under a hairline, with its name in small letters above it. */
export function Section(props: { title: string; aside?: ReactNode; className?: string; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={`min-w-0 border-t border-line pt-3 ${props.className ?? ""}`}>
      <header className="mb-3 flex flex-wrap items-baseline justify-between gap-x-6">
        <h2 id={id} className="label">
          {props.title}
        </h2>
        {props.aside && <div className="text-small text-soft">{props.aside}</div>}
      </header>
      {props.children}
    </section>
  );
}
