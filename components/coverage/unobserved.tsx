import { Section } from "#components/ui/section.tsx";
import { Sign } from "#components/ui/shape.tsx";
import type { Coverage } from "#lib/model/board.ts";
import { visible } from "#lib/model/visible.ts";
import { countOf } from "#lib/model/words.ts";

/** Accounts that are not observed, and why: what is offline there is not known. */
export function Unobserved({ coverage }: { coverage: Coverage }) {
  const missing = coverage.accounts.total - coverage.accounts.observed;
  if (missing <= 0) return null;
  return (
    <Section title="Not observed">
      <ul data-testid="unobserved" className="space-y-2">
        {coverage.unobserved.map(({ account, domain, why }) => (
          <li key={`${domain} ${account}`} className="flex gap-3">
            <Sign shape="question" tone="quiet" className="mt-[0.25em] size-[1em]" />
            <span className="min-w-0">
              <span className="name font-semibold" dir="auto">
                {visible(domain === null ? account : `${account} in ${domain}`)}
              </span>{" "}
              <span className="text-soft">{visible(why)}</span>
            </span>
          </li>
        ))}
      </ul>
      {coverage.unobserved.length < missing && (
        <p className="mt-2 text-soft">and {countOf(missing - coverage.unobserved.length, "more account")}</p>
      )}
    </Section>
  );
}
