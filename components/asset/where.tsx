import { Facts } from "#components/ui/facts.tsx";
import { Section } from "#components/ui/section.tsx";
import type { AssetDetail } from "#lib/model/asset.ts";
import { visible } from "#lib/model/visible.ts";
import { listOf } from "#lib/model/words.ts";

/** What the asset needs, the servers that have it, and why the others do not. */
export function Where({ asset: { needs, runnableOn, notRunnableOn } }: { asset: AssetDetail }) {
  return (
    <Section title="Where it can run">
      <Facts
        facts={[
          ["Needs", needsText(needs)],
          ["Can run on", runnableOn.length > 0 ? visible(listOf(runnableOn)) : "no server that answers"],
        ]}
      />
      {notRunnableOn.length > 0 && (
        <ul className="mt-3" data-testid="not-runnable">
          {notRunnableOn.map(({ server, why }) => (
            <li key={server} className="grid grid-cols-[minmax(0,1fr)_minmax(0,2fr)] gap-x-6 py-1">
              <span className="name font-semibold">{visible(server)}</span>
              <span className="name text-soft" dir="auto">
                {visible(why)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

/** "level 4 because of sourcing: nats-server 2.14.0 or newer". */
function needsText(needs: AssetDetail["needs"]): string {
  if (!needs) return "not known";
  const because = needs.because === null ? "" : ` because of ${needs.because}`;
  const release =
    needs.version === null ? "a release newer than Plimsoll knows" : `nats-server ${needs.version} or newer`;
  return `level ${needs.level}${because}: ${release}`;
}
