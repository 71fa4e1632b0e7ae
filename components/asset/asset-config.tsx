import { useNow } from "#components/feed/use-now.ts";
import { Section } from "#components/ui/section.tsx";
import { dateText, durationText } from "#components/ui/time.ts";
import type { JsonObject } from "#lib/model/json.ts";
import { visible } from "#lib/model/visible.ts";

/** The configuration as last reported, and how old that is. */
export function AssetConfig({ config, at }: { config: JsonObject | null; at: number | null }) {
  const now = useNow(10_000);
  const age = at === null || now === null ? "" : `${durationText(now - at)} ago, `;
  return (
    <Section
      title="Configuration"
      aside={at === null ? null : `reported ${age}${dateText(at)}`}
      className="@5xl:col-span-2"
    >
      {config === null ? (
        <p className="text-soft">No server has reported it.</p>
      ) : (
        <pre dir="auto" className="raw font-mono text-small whitespace-pre-wrap">
          {JSON.stringify(config, null, 2).split("\n").map(visible).join("\n")}
        </pre>
      )}
    </Section>
  );
}
