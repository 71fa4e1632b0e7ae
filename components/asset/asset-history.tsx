import { Section } from "#components/ui/section.tsx";
import { dateText } from "#components/ui/time.ts";
import type { AssetDetail } from "#lib/model/asset.ts";
import { visible } from "#lib/model/visible.ts";
import { StateWord } from "./state-word.tsx";

/** The states that the asset has been in, newest first. */
export function AssetHistory({ history }: { history: AssetDetail["history"] }) {
  return (
    <Section title="States so far">
      {history.length === 0 && <p className="text-soft">No change since watching began.</p>}
      <ol>
        {history.toReversed().map(({ at, state, reason }) => (
          <li key={`${at} ${state}`} className="grid grid-cols-[9rem_minmax(0,1fr)] items-baseline gap-x-6 py-1.5">
            <StateWord state={state} />
            <span className="min-w-0">
              <time dateTime={new Date(at).toISOString()} className="block">
                {dateText(at)}
              </time>
              {reason !== null && (
                <span className="name block text-soft" dir="auto">
                  {visible(reason)}
                </span>
              )}
            </span>
          </li>
        ))}
      </ol>
    </Section>
  );
}
