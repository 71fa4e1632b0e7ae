import { Sign } from "#components/ui/shape.tsx";
import { Since } from "#components/ui/since.tsx";
import { visible } from "#components/ui/visible.ts";
import type { Finding } from "#lib/model/finding.ts";
import { SEVERITY_SIGNS } from "./severity.ts";

/** A finding in three lines: what, why, what to do. */
export function FindingHead({ finding, now }: { finding: Finding; now: number | null }) {
  const { shape, tone, word } = SEVERITY_SIGNS[finding.severity];
  return (
    <div className="flex gap-3" data-testid="finding" data-code={finding.code}>
      <Sign shape={shape} tone={tone} className="mt-[0.2em] size-[1em] text-large" />
      <div className="min-w-0 flex-1">
        <h3 className="name text-large font-semibold" dir="auto">
          <span className="sr-only">{word}: </span>
          {visible(finding.title)}
        </h3>
        <p className="max-w-[90ch] text-soft">{[finding.detail, finding.remedy].filter(Boolean).join(" ")}</p>
      </div>
      <div className="w-[6.5rem] shrink-0 text-right">
        <Since at={finding.since} now={now} />
      </div>
    </div>
  );
}
