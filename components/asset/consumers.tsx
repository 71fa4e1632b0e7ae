"use client";

import { useQuery } from "@tanstack/react-query";
import { useContextName } from "#components/feed/feed-provider.tsx";
import { pageHref } from "#components/feed/urls.ts";
import { Link } from "#components/ui/link.tsx";
import { Section } from "#components/ui/section.tsx";
import type { Asset } from "#lib/model/asset.ts";
import { visible } from "#lib/model/visible.ts";
import { grouped } from "#lib/model/words.ts";
import { consumersQuery } from "./assets-query.ts";
import { StateWord } from "./state-word.tsx";
import { assetHref, assetLabel } from "./words.ts";

const SHOWN = 20;

/** The consumers of a stream with their states, the worst first. */
export function Consumers({ stream }: { stream: Asset }) {
  const context = useContextName();
  const { data, isError } = useQuery(consumersQuery(context, stream));
  const all = new URLSearchParams({ kind: "consumer", account: stream.account, stream: stream.stream });
  const assets = pageHref(context, `/assets?${all}`);
  // The API filters by account, not by domain: a stream's name may be in several.
  const consumers = data?.consumers.filter(({ domain }) => domain === stream.domain) ?? [];
  // This is the first page; of what follows it only the number is known.
  const more = data ? data.total - (data.consumers.length - consumers.length) - SHOWN : 0;
  return (
    <Section
      title="Consumers"
      aside={consumers.length > SHOWN && <Link href={assets}>All {data && grouped(data.total)}</Link>}
    >
      {!data && <p className="text-soft">{isError ? "They cannot be read now." : "Waiting for them."}</p>}
      {data && consumers.length === 0 && <p className="text-soft">None is known.</p>}
      <ul>
        {consumers.slice(0, SHOWN).map((consumer) => (
          <li
            key={consumer.id}
            data-testid="consumer"
            data-state={consumer.state}
            className="grid grid-cols-[9rem_minmax(0,1fr)] items-baseline gap-x-6 py-1.5"
          >
            <StateWord state={consumer.state} />
            <span className="min-w-0">
              <Link className="name font-semibold" dir="auto" href={assetHref(context, consumer.id)}>
                {assetLabel(consumer)}
              </Link>
              {consumer.reason && (
                <span className="name block text-soft" dir="auto">
                  {visible(consumer.reason.text)}
                </span>
              )}
            </span>
          </li>
        ))}
      </ul>
      {consumers.length > SHOWN && (
        <p className="mt-2">
          <Link className="underline" href={assets}>
            and {grouped(more)} more
          </Link>
        </p>
      )}
    </Section>
  );
}
