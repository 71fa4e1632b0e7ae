import { Fragment, type ReactNode } from "react";
import { visible } from "#lib/model/visible.ts";

/** Names and values, one a row. A value of null is not shown. */
export function Facts({ facts }: { facts: [name: string, value: ReactNode][] }) {
  return (
    <dl className="grid grid-cols-[max-content_minmax(0,1fr)] gap-x-8 gap-y-1.5">
      {facts
        .filter(([, value]) => value !== null)
        .map(([name, value]) => (
          <Fragment key={name}>
            <dt className="text-soft">{name}</dt>
            <dd className="name min-w-0">{typeof value === "string" ? visible(value) : value}</dd>
          </Fragment>
        ))}
    </dl>
  );
}
